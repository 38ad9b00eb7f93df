package io.tenantcache.cdi;

import io.tenantcache.ParameterKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** A bean of an application; what it returns tells how often it was called. */
@ApplicationScoped
@CacheDefaults(cacheName = "contacts")
class Contacts {

    /** What an application makes of a row. */
    record Contact(long id, String name) {}

    static class NotSaved extends IOException {
        private static final long serialVersionUID = 1L;
    }

    static class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final AtomicInteger calls = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch arrived = new CountDownLatch(1);

    static ParameterKey key(Object... parameters) {
        return ParameterKey.of(parameters);
    }

    int calls() {
        return calls.get();
    }

    /** Holds the next calls of {@link #find} back until they are released; answers what tells that one has come. */
    CountDownLatch hold() {
        gate = new CountDownLatch(1);
        arrived = new CountDownLatch(1);
        return arrived;
    }

    void release() {
        gate.countDown();
    }

    @CacheResult
    @Nullable
    Contact find(long id) throws InterruptedException {
        int call = calls.incrementAndGet();
        arrived.countDown();
        gate.await();
        return id < 0 ? null : new Contact(id, "call " + call);
    }

    @CacheResult(skipGet = true)
    Contact reread(long id) {
        return new Contact(id, "call " + calls.incrementAndGet());
    }

    @CacheResult(cacheName = "searches")
    List<Contact> search(@CacheKey String text, @CacheKey @Nullable String tag, Object caller) {
        return new ArrayList<>(List.of(new Contact(1, text + calls.incrementAndGet())));
    }

    @CacheResult(cacheName = "threads")
    Object thread(long id) {
        calls.incrementAndGet();
        return new Thread("thread " + id);
    }

    @CacheResult(cacheName = "failing")
    Contact failing(@CacheKey long id, Exception failure) throws Exception {
        calls.incrementAndGet();
        arrived.countDown();
        gate.await();
        throw failure;
    }

    @CacheResult(cacheName = "failing-hard")
    Contact failing(@CacheKey long id, Error failure) {
        throw failure;
    }

    @CachePut
    void save(long id, @CacheValue @Nullable Contact contact) {
        calls.incrementAndGet();
    }

    @CachePut(cacheFor = Conflict.class)
    void saveKeyed(@CacheKey long id, @CacheValue Contact contact, Exception failure) throws Exception {
        throw failure;
    }

    @CachePut(afterInvocation = false)
    void saveEarly(@CacheKey long id, @CacheValue Contact contact, Runnable body) {
        body.run();
    }

    @CachePut(cacheName = "threads")
    void saveThread(long id, @CacheValue Object thread) {
        calls.incrementAndGet();
    }

    @CacheRemove
    void delete(long id) {
        calls.incrementAndGet();
    }

    @CacheRemove(cacheName = "unrelated")
    void deleteAlone(long id) {
        calls.incrementAndGet();
    }

    @CacheRemove(noEvictFor = NotSaved.class)
    void deleteFailing(@CacheKey long id, Exception failure) throws Exception {
        throw failure;
    }

    @CacheRemove(afterInvocation = false)
    void deleteEarly(@CacheKey long id, Runnable body) {
        body.run();
    }

    @CacheRemoveAll
    void deleteAll() {
        calls.incrementAndGet();
    }

    @CacheRemoveAll
    void deleteAllFailing(Exception failure) throws Exception {
        throw failure;
    }
}
