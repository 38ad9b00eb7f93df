package io.tenantcache.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;

/** The guide's bean with asynchronous methods. */
@ApplicationScoped
@CacheDefaults(cacheName = "quotes")
class Quotes {

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile URI server = URI.create("http://127.0.0.1/");

    void askAt(URI address) {
        server = address;
    }

    @CacheResult
    public CompletionStage<String> quote(String symbol) {
        return client.sendAsync(request(symbol), BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    @CacheRemove
    public CompletableFuture<Void> correct(@CacheKey String symbol, String quote) {
        return client.sendAsync(correction(symbol, quote), BodyHandlers.discarding())
                .thenApply(HttpResponse::body);
    }

    private HttpRequest request(String symbol) {
        return HttpRequest.newBuilder(server.resolve(symbol)).build();
    }

    private HttpRequest correction(String symbol, String quote) {
        return HttpRequest.newBuilder(server.resolve(symbol))
                .PUT(BodyPublishers.ofString(quote))
                .build();
    }
}
