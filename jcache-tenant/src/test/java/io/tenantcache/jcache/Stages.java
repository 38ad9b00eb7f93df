package io.tenantcache.jcache;

import static org.awaitility.Awaitility.await;

import io.tenantcache.AsyncLoader;
import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A source whose stages complete when they are told to. */
final class Stages implements AsyncLoader<String, String> {

    final List<CompletableFuture<@Nullable String>> asked = new CopyOnWriteArrayList<>();
    final Queue<Tenant> tenants = new ConcurrentLinkedQueue<>();
    final Queue<String> threads = new ConcurrentLinkedQueue<>();

    @Override
    public CompletionStage<@Nullable String> load(String key) {
        CompletableFuture<@Nullable String> stage = new CompletableFuture<>();
        threads.add(Thread.currentThread().getName());
        TenantContext.current().ifPresent(tenants::add);
        asked.add(stage);
        return stage;
    }

    /** Completes the latest stage, as soon as there are so many. */
    void answer(int loads, @Nullable String value) {
        awaitLoads(loads);
        asked.get(loads - 1).complete(value);
    }

    void fail(int loads, Throwable failure) {
        awaitLoads(loads);
        asked.get(loads - 1).completeExceptionally(failure);
    }

    void awaitLoads(int loads) {
        await().until(() -> asked.size() >= loads);
    }

    int loads() {
        return asked.size();
    }
}
