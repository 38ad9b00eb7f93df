package io.tenantcache.it.app.lookup;

import io.tenantcache.cdi.CachePolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;

/** Finds names that begin with "known", and fails for others or says that they are absent. */
@ApplicationScoped
public class Lookups {

    private final AtomicInteger calls = new AtomicInteger();

    /** How often the source was asked. */
    public int calls() {
        return calls.get();
    }

    private Optional<String> ask(String name) {
        int call = calls.incrementAndGet();
        return name.startsWith("known") ? Optional.of("call " + call) : Optional.empty();
    }

    /** Throws what is kept. */
    @CacheResult(cacheName = "lookups", exceptionCacheName = "lookup-failures")
    public String find(String name) throws UnknownName {
        return ask(name).orElseThrow(() -> new UnknownName(calls.get()));
    }

    /** Throws what is kept from then on. */
    @CacheResult(cacheName = "lookups", exceptionCacheName = "lookup-failures", skipGet = true)
    public String findAnew(String name) throws UnknownName {
        return ask(name).orElseThrow(() -> new UnknownName(calls.get()));
    }

    /** Fails with what is kept. */
    @CacheResult(cacheName = "lookups", exceptionCacheName = "lookup-failures")
    public CompletionStage<String> findLater(String name) {
        return ask(name)
                .<CompletionStage<String>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(new UnknownName(calls.get())));
    }

    /** Throws what is kept, being named. */
    @CacheResult(cacheName = "lookups", exceptionCacheName = "lookup-failures", cachedExceptions = UnknownName.class)
    public String findNamed(String name) throws UnknownName {
        return ask(name).orElseThrow(() -> new UnknownName(calls.get()));
    }

    /** Throws what is not kept. */
    @CacheResult(cacheName = "lookups", exceptionCacheName = "lookup-failures", nonCachedExceptions = UnknownName.class)
    public String findUnkept(String name) throws UnknownName {
        return ask(name).orElseThrow(() -> new UnknownName(calls.get()));
    }

    /** Remembers what is absent. */
    @CacheResult(cacheName = "lookup-options")
    @CachePolicy(absentTtl = "1h")
    public Optional<String> search(String name) {
        return ask(name);
    }

    /** Remembers what its stage says to be absent. */
    @CacheResult(cacheName = "lookup-options")
    public CompletionStage<Optional<String>> searchLater(String name) {
        return CompletableFuture.completedFuture(ask(name));
    }
}
