package io.tenantcache.it.app.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;

/** A source that does not answer before it is told to. */
@ApplicationScoped
public class HeldSource {

    /** What is known of one name. */
    private static final class Held {
        private final AtomicInteger callers = new AtomicInteger();
        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch mayAnswer = new CountDownLatch(1);
    }

    private final Map<String, Held> all = new ConcurrentHashMap<>();

    private Held held(String name) {
        return all.computeIfAbsent(name, key -> new Held());
    }

    @CacheResult(cacheName = "held")
    public String read(String name) throws InterruptedException {
        Held held = held(name);
        held.calls.incrementAndGet();
        if (!held.mayAnswer.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody let the source answer");
        }
        return UUID.randomUUID().toString();
    }

    /** To be called before {@link #read}. */
    public void arrive(String name) {
        held(name).callers.incrementAndGet();
    }

    /** How many have arrived. */
    public int callers(String name) {
        return held(name).callers.get();
    }

    /** How often the source was asked. */
    public int calls(String name) {
        return held(name).calls.get();
    }

    public void answer(String name) {
        held(name).mayAnswer.countDown();
    }
}
