package io.tenantcache.tier;

import io.tenantcache.CacheLoadRejectedException;
import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.config.LoadConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the loads of one cache: on the calling thread, which has the application's transaction and security, or where there is a
 * deadline for a loader that holds its thread on one of the cache's own, from which the caller can turn away. Thread safe.
 */
final class LoadRunner {

    private final String cache;
    private final LoadConfig limits;
    private final Executor threads;
    private final Bulkhead bulkhead;

    /** Those of that cache. */
    LoadRunner(String cache, LoadConfig limits, Executor threads) {
        this.cache = cache;
        this.limits = limits;
        this.threads = threads;
        this.bulkhead = new Bulkhead(limits.maxPerTenant());
    }

    /** A load, which stores what it brings. */
    interface Work<T> {

        /**
         * Loads and stores. Never fails itself.
         *
         * @return what was loaded: completed before this returns, unless the source answers with a stage
         */
        CompletableFuture<T> begin();

        /** The work is not, or no longer, wanted: nothing is to be stored. Called on any thread; never fails. */
        void giveUp();
    }

    /** Where work begins. */
    enum Where {
        /** On the calling thread. */
        HERE,
        /** On one of the threads for loads. */
        APART
    }

    /** That work was done. */
    record Done<T>(T result) {}

    /** Where the loader of a caller runs that is held until the value is there. */
    Where ofHeldCaller() {
        return Patience.isLimited(limits) ? Where.APART : Where.HERE;
    }

    /**
     * Begins the work, which is given up if it is refused.
     *
     * @throws CacheLoadRejectedException if the work was refused
     */
    <T> Running<T> begin(Tenant tenant, Work<T> work, Where where) {
        Bulkhead.Place place = bulkhead.enter(tenant);
        if (place == null) {
            work.giveUp();
            throw refused("as many loads of the tenant run as tenantcache.load.max-per-tenant allows");
        }
        Running<T> running = new Running<>(work, place);
        if (where == Where.HERE) {
            running.task.run();
        } else if (!isSubmitted(tenant, running)) {
            throw refused("all threads for loads are taken");
        }
        return running;
    }

    /**
     * Runs the work of a caller that is held until its end, or for as long as the caller has patience.
     *
     * @param hasFallback whether the caller has something to serve instead
     * @return null if the fallback is to be served: the work takes too long
     * @throws X what the work failed with
     * @throws CacheLoadRejectedException if the work was refused
     * @throws CacheLoadTimeoutException if it takes too long and there is no fallback
     */
    <T, X extends Exception> @Nullable Done<T> run(Tenant tenant, Work<T> work, Patience patience, boolean hasFallback)
            throws X {
        Running<T> running = begin(tenant, work, ofHeldCaller());
        try {
            Leg.await(running.end(), patience.leftMillis(hasFallback), cache);
        } catch (CacheException interrupted) {
            running.stop();
            throw interrupted;
        }
        return this.<T, X>outcome(running, patience, hasFallback);
    }

    /**
     * What came of the work for a caller that waited for it. It is stopped if nobody is to wait for it any more.
     *
     * @param hasFallback whether the caller has something to serve instead
     * @return null if the fallback is to be served: the work takes too long
     * @throws X what the work failed with
     * @throws CacheLoadTimeoutException if it takes too long and there is no fallback
     */
    <T, X extends Exception> @Nullable Done<T> outcome(Running<T> running, Patience patience, boolean hasFallback)
            throws X {
        if (running.end().isDone()) {
            return new Done<>(Flight.<T, X>resultOf(running.end()));
        }
        if (patience.isOver()) {
            running.stop();
            if (!hasFallback) {
                throw tookTooLong();
            }
        }
        return null;
    }

    /** Has the work run in the background. If there is no room for it, it is given up. */
    void start(Tenant tenant, Work<?> work) {
        Bulkhead.Place place = bulkhead.enter(tenant);
        if (place == null) {
            work.giveUp();
        } else {
            boolean unused = isSubmitted(tenant, new Running<>(work, place));
        }
    }

    /** Has the work begin on a thread of its own; if there is none, it is given up. */
    private boolean isSubmitted(Tenant tenant, Running<?> running) {
        try {
            threads.execute(inContext(tenant, running.task));
            return true;
        } catch (RejectedExecutionException e) {
            running.stop();
            return false;
        }
    }

    /** What is thrown where there is nothing else to serve. */
    CacheLoadTimeoutException tookTooLong() {
        return new CacheLoadTimeoutException(
                "A load of the cache '" + cache + "' took longer than tenantcache.load.deadline, "
                        + limits.deadline().toMillis() + " ms");
    }

    private CacheLoadRejectedException refused(String reason) {
        return new CacheLoadRejectedException("A value of the cache '" + cache + "' was not loaded: " + reason);
    }

    /** The entries of a shared cache are nobody's: their loader works for the caller's tenant, if there is one. */
    private static Runnable inContext(Tenant tenant, Runnable task) {
        return tenant.isShared() ? TenantContext.wrap(task) : () -> TenantContext.run(tenant, task);
    }

    /** Work that has begun, or is about to. It has its place until it ends, though it be stopped. */
    static final class Running<T> {

        private final Work<T> work;
        private final Bulkhead.Place place;
        private final CompletableFuture<T> end = new CompletableFuture<>();
        private final AtomicBoolean begun = new AtomicBoolean();
        private final FutureTask<Boolean> task = new FutureTask<>(this::work, true);

        Running(Work<T> work, Bulkhead.Place place) {
            this.work = work;
            this.place = place;
        }

        /** Completed with what was loaded. */
        CompletableFuture<T> end() {
            return end;
        }

        private void work() {
            begun.set(true);
            place.occupy();
            try {
                CompletableFuture<?> unused = work.begin().whenComplete((result, failure) -> {
                    place.leave();
                    Loading.settle(end, result, failure);
                });
            } catch (Throwable unexpected) {
                // Such as the end of the stack: who waits hears of it.
                place.leave();
                end.completeExceptionally(unexpected);
            } finally {
                place.vacate();
            }
        }

        /** It is not wanted any more. The thread that it holds, if any, is interrupted. */
        void stop() {
            work.giveUp();
            task.cancel(true);
            if (!begun.get()) {
                place.leave();
            }
        }
    }
}
