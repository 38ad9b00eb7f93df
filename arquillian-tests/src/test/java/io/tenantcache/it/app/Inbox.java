package io.tenantcache.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** A bean whose methods are intercepted. Each result is unlike all before it, in any application. */
@ApplicationScoped
public class Inbox {

    private final String application = UUID.randomUUID().toString();
    private final AtomicInteger readings = new AtomicInteger();

    @CacheResult(cacheName = "conversations")
    public Conversation conversation(String id) {
        return new Conversation(id, reading());
    }

    @CacheResult(cacheName = "dashboard-stats")
    public String stats() {
        return reading();
    }

    @CachePut(cacheName = "conversations")
    public void save(String id, @CacheValue Conversation conversation) {}

    @CacheRemove(cacheName = "conversations")
    public void delete(String id) {}

    @CacheRemoveAll(cacheName = "conversations")
    public void deleteAll() {}

    private String reading() {
        return application + "/" + readings.incrementAndGet();
    }
}
