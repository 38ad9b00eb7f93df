package io.tenantcache.it.app.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** Answers with stages that complete when they are told to, on the thread of who tells. */
@ApplicationScoped
@CacheDefaults(cacheName = "pending")
public class PendingLookups {

    /** The calls for one name. */
    private static final class Calls {
        private final AtomicInteger count = new AtomicInteger();
        private final Queue<CompletableFuture<String>> pending = new ConcurrentLinkedQueue<>();
    }

    private final Map<String, Calls> all = new ConcurrentHashMap<>();

    private Calls calls(String name) {
        return all.computeIfAbsent(name, key -> new Calls());
    }

    private CompletionStage<String> ask(String name) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Calls calls = calls(name);
        calls.pending.add(stage);
        calls.count.incrementAndGet();
        return stage;
    }

    @CacheResult(exceptionCacheName = "pending-failures")
    public CompletionStage<String> find(String name) {
        return ask(name);
    }

    @CacheResult(exceptionCacheName = "pending-failures", skipGet = true)
    public CompletionStage<String> findAnew(String name) {
        return ask(name);
    }

    @CachePut
    public CompletionStage<String> save(@CacheKey String name, @CacheValue String value) {
        return ask(name);
    }

    @CacheRemove
    public CompletionStage<String> delete(String name) {
        return ask(name);
    }

    /** How often the methods were called for that name. */
    public int count(String name) {
        return calls(name).count.get();
    }

    /** Completes the first stage that is pending. */
    public void answer(String name, String value) {
        Objects.requireNonNull(calls(name).pending.poll()).complete(value);
    }

    /** Has the first stage that is pending fail. */
    public void fail(String name) {
        Calls calls = calls(name);
        Objects.requireNonNull(calls.pending.poll()).completeExceptionally(new UnknownName(calls.count.get()));
    }
}
