package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.testing.Configs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The example of the page on loading does what it says, and is the one that runs here. */
class LoadingPageTest {

    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server = started();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(URI.create("loading-page"), getClass().getClassLoader(), Configs.of(null), Optional::empty);

    private HttpServer started() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", exchange -> {
                byte[] quote = ("quote " + requests.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, quote.length);
                exchange.getResponseBody().write(quote);
                exchange.close();
            });
            http.start();
            return http;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        manager.close();
        server.stop(0);
    }

    private HttpRequest request(String symbol) {
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + symbol;
        return HttpRequest.newBuilder(URI.create(address)).build();
    }

    @Test
    void example_runs() throws Exception {
        TenantCache<String, String> quotes = manager.getOrCreateCache("quotes");
        for (int i = 0; i < 2; i++) {
            CompletionStage<@Nullable String> quote = TenantContext.call(ACME, () -> quote(quotes, "ACME"));
            assertThat(quote.toCompletableFuture().get(30, TimeUnit.SECONDS)).isEqualTo("quote 1");
        }
        assertThat(requests).hasValue(1);
    }

    private CompletionStage<@Nullable String> quote(TenantCache<String, String> quotes, String symbol) {
        CompletionStage<@Nullable String> quote = quotes.getOrLoadAsync(
                symbol,
                key -> client.sendAsync(request(key), BodyHandlers.ofString()).thenApply(HttpResponse::body));
        return quote;
    }

    /** White space is the formatter's. */
    @Test
    void example_isThePages() throws IOException {
        String page = Files.readString(Path.of("../docs/loading.md"));
        int begin = page.indexOf("```java") + "```java".length();
        String example = page.substring(begin, page.indexOf("```", begin));
        String here = Files.readString(Path.of("src/test/java/io/tenantcache/jcache/LoadingPageTest.java"));
        assertThat(here.replaceAll("\\s", "")).contains(example.replaceAll("\\s", ""));
    }
}
