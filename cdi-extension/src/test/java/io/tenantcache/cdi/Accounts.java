package io.tenantcache.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

/** A bean over {@link Rows} that the nodes of a test share. Weld takes calls of its own methods as such unless they are public. */
@ApplicationScoped
@CacheDefaults(cacheName = "accounts")
public class Accounts {

    private volatile Rows rows = new Rows();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch arrived = new CountDownLatch(1);

    void use(Rows shared) {
        rows = shared;
    }

    public int reads() {
        return reads.get();
    }

    /** Holds what {@link #find} has read back until it is released; answers what tells that one has read. */
    public CountDownLatch hold() {
        gate = new CountDownLatch(1);
        arrived = new CountDownLatch(1);
        return arrived;
    }

    public void release() {
        gate.countDown();
    }

    @CacheResult
    @Nullable
    public String find(long id) throws InterruptedException {
        reads.incrementAndGet();
        String row = rows.read(id);
        arrived.countDown();
        gate.await();
        return row;
    }

    /** Fails where {@link #find} finds nothing. */
    @CacheResult(cacheName = "owners", exceptionCacheName = "failures")
    public String findOrFail(long id) {
        reads.incrementAndGet();
        String row = rows.read(id);
        if (row == null) {
            throw new IllegalStateException("no such row");
        }
        return row;
    }

    @CacheResult(skipGet = true)
    @Nullable
    public String reread(long id) {
        reads.incrementAndGet();
        return rows.read(id);
    }

    @CacheRemove
    public void rename(@CacheKey long id, String name) {
        rows.write(id, name);
    }

    @CacheRemove
    public void rename(@CacheKey long id, String name, Runnable then) {
        rows.write(id, name);
        then.run();
    }

    @Transactional
    @CacheRemove
    public void renameAtomically(@CacheKey long id, String name, Runnable then) {
        rows.write(id, name);
        then.run();
    }

    @Transactional(TxType.REQUIRES_NEW)
    @CacheRemove
    public void renameAlone(@CacheKey long id, String name, Runnable then) {
        rows.write(id, name);
        then.run();
    }

    @Transactional(TxType.NOT_SUPPORTED)
    @CacheRemove
    public void renameOutside(@CacheKey long id, String name) {
        rows.write(id, name);
    }

    @Transactional
    @CacheRemove(afterInvocation = false)
    public void announceAndRename(@CacheKey long id, String name, Runnable then) {
        rows.write(id, name);
        then.run();
    }

    @Transactional
    @CachePut
    public void saveAtomically(@CacheKey long id, @CacheValue String name, Runnable then) {
        rows.write(id, name);
        then.run();
    }

    @CacheResult(skipGet = true)
    public String update(@CacheKey long id, String name) {
        rows.write(id, name);
        return name;
    }

    @Transactional
    @CacheResult(skipGet = true)
    public String updateAtomically(@CacheKey long id, String name, Runnable then) {
        rows.write(id, name);
        then.run();
        return name;
    }

    @Transactional
    @CacheResult(skipGet = true)
    public CompletionStage<String> updateInAStage(@CacheKey long id, String name, Runnable then) {
        rows.write(id, name);
        then.run();
        return CompletableFuture.completedFuture(name);
    }

    @CacheRemove(afterInvocation = false)
    public void renameAfterwards(@CacheKey long id, String name, Runnable before) {
        before.run();
        rows.write(id, name);
    }

    @CachePut
    public void save(@CacheKey long id, @CacheValue String name) {
        rows.write(id, name);
    }

    /** Answers with a stage that completes with the given one. */
    @CacheRemove
    public CompletionStage<String> renameInAStage(@CacheKey long id, String name, CompletionStage<String> end) {
        rows.write(id, name);
        return end;
    }

    /** The same. */
    @CachePut
    public CompletionStage<String> saveInAStage(
            @CacheKey long id, @CacheValue String name, CompletionStage<String> end) {
        rows.write(id, name);
        return end;
    }

    @CacheResult
    public CompletionStage<String> findInAStage(long id) {
        reads.incrementAndGet();
        String row = rows.read(id);
        if (row == null || row.equals("unreadable")) {
            throw new IllegalStateException("no such row");
        }
        return CompletableFuture.completedFuture(row);
    }

    @CacheRemoveAll
    public void renameAll(String name) {
        rows.write(1, name);
        rows.write(2, name);
    }

    @Transactional
    public void inTransaction(Runnable work) {
        work.run();
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void inNewTransaction(Runnable work) {
        work.run();
    }
}
