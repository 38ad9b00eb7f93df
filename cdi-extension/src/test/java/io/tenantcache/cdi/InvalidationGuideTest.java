package io.tenantcache.cdi;

import static io.tenantcache.TenantContext.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The examples of docs/invalidation.md are this code, which is run. */
class InvalidationGuideTest {

    @ApplicationScoped
    static class Guide {

        private static final Logger LOG = System.getLogger(Guide.class.getName());

        private final AtomicInteger heard = new AtomicInteger();

        @Inject
        CacheInvalidator invalidator;

        void change(long id) {
            invalidator.updated("conversations", id);
            invalidator.because("nightly import").caches(List.of("contacts", "lists"));
        }

        CompletableFuture<Invalidated> changeLater(long id, List<Long> imported, Instant validFrom) {
            for (long each : imported) {
                invalidator.because("import").queued().updated("contacts", each);
            }
            invalidator.updated("prices", id);
            CompletableFuture<Invalidated> again =
                    invalidator.after(Duration.ofSeconds(5)).updated("prices", id);
            invalidator.at(validFrom).cache("prices");
            return again;
        }

        void audit(@ObservesAsync InvalidationEvent event) {
            LOG.log(Level.INFO, event.tenant() + ": " + event.what() + ", " + event.cause());
            heard.incrementAndGet();
        }

        int heard() {
            return heard.get();
        }
    }

    @Test
    void examples_run() {
        try (Application application = Application.configured(Map.of(), Guide.class)) {
            Guide guide = application.bean(Guide.class);
            TenantContext.run(Tenant.of("acme"), () -> guide.change(1));
            await().untilAsserted(() -> assertThat(guide.heard()).isEqualTo(2));
        }
    }

    @Test
    void laterExamples_run() throws Exception {
        try (Application application = Application.configured(Map.of(), Guide.class)) {
            Guide guide = application.bean(Guide.class);
            CompletableFuture<Invalidated> again =
                    call(Tenant.of("acme"), () -> guide.changeLater(1, List.of(2L, 3L), Instant.now()));
            assertThat(again).isNotDone();
            await().untilAsserted(() -> assertThat(guide.heard())
                    .as("the queue in a step or two, at once, and at that moment")
                    .isBetween(3, 4));
        }
    }

    @Test
    void examples_areThese() throws IOException {
        String code =
                withoutSpace(Files.readString(Path.of("src/test/java/io/tenantcache/cdi/InvalidationGuideTest.java")));
        assertThat(examples())
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(code).contains(withoutSpace(line)));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    private static List<String> examples() throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("../docs/invalidation.md"))) {
            if (line.startsWith("```")) {
                inside = line.equals("```java");
            } else if (inside && !line.isBlank()) {
                lines.add(line.replaceFirst(" +// .*", ""));
            }
        }
        return lines;
    }
}
