package io.tenantcache.tier;

import io.tenantcache.CacheLoadRejectedException;
import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.config.LoadConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the loads of one cache: on the calling thread, which has the application's transaction and security, or where there is a
 * deadline on a thread of the cache's own, from which the caller can turn away. Thread safe.
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
    interface Work<T, X extends Exception> {

        /**
         * Loads and stores.
         *
         * @throws X the loader's own exception
         */
        T run() throws X;

        /** The work is not, or no longer, wanted: nothing is to be stored. Called on any thread; never fails. */
        void giveUp();
    }

    /** That work was done. */
    record Done<T>(T result) {}

    /**
     * Runs the work, and waits for its end or for as long as the caller has patience.
     *
     * @param hasFallback whether the caller has something to serve instead
     * @return null if the fallback is to be served: the work was refused, or takes too long
     * @throws X what the work throws
     * @throws CacheLoadRejectedException if the work was refused and there is no fallback
     * @throws CacheLoadTimeoutException if it takes too long and there is no fallback
     */
    <T, X extends Exception> @Nullable Done<T> run(
            Tenant tenant, Work<T, X> work, Patience patience, boolean hasFallback) throws X {
        Bulkhead.Place place = bulkhead.enter(tenant);
        if (place == null) {
            work.giveUp();
            return refused("as many loads of the tenant run as tenantcache.load.max-per-tenant allows", hasFallback);
        }
        if (!Patience.isLimited(limits)) {
            return new Done<>(within(place, work));
        }
        Task<T> task = submit(tenant, work, place);
        return task == null
                ? refused("all threads for loads with a deadline are taken", hasFallback)
                : await(task, work, patience, hasFallback);
    }

    /** Has the work run in the background. If there is no room for it, it is given up. */
    void start(Tenant tenant, Work<?, ?> work) {
        Bulkhead.Place place = bulkhead.enter(tenant);
        if (place == null) {
            work.giveUp();
        } else {
            Task<?> unused = submit(tenant, work, place);
        }
    }

    /** The work on a thread of its own; null if there is none: then it is given up. */
    private <T> @Nullable Task<T> submit(Tenant tenant, Work<T, ?> work, Bulkhead.Place place) {
        Task<T> task = new Task<>(inContext(tenant, () -> within(place, work)), place);
        try {
            threads.execute(task);
            return task;
        } catch (RejectedExecutionException e) {
            place.leave();
            work.giveUp();
            return null;
        }
    }

    private <T, X extends Exception> @Nullable Done<T> await(
            Task<T> task, Work<T, X> work, Patience patience, boolean hasFallback) throws X {
        try {
            return new Done<>(task.get(patience.leftMillis(hasFallback), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            if (patience.isOver()) {
                work.giveUp();
                task.cancel(true);
                if (!hasFallback) {
                    throw tookTooLong();
                }
            }
            return null;
        } catch (ExecutionException e) {
            throw Flight.<X>cause(e);
        } catch (InterruptedException e) {
            work.giveUp();
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new CacheException("Interrupted while waiting for a load of the cache '" + cache + "'", e);
        }
    }

    /** What is thrown where there is nothing else to serve. */
    CacheLoadTimeoutException tookTooLong() {
        return new CacheLoadTimeoutException(
                "A load of the cache '" + cache + "' took longer than tenantcache.load.deadline, "
                        + limits.deadline().toMillis() + " ms");
    }

    private <T> @Nullable Done<T> refused(String reason, boolean hasFallback) {
        if (hasFallback) {
            return null;
        }
        throw new CacheLoadRejectedException("A value of the cache '" + cache + "' was not loaded: " + reason);
    }

    private static <T, X extends Exception> T within(Bulkhead.Place place, Work<T, X> work) throws X {
        place.occupy();
        try {
            return work.run();
        } finally {
            place.leave();
        }
    }

    /** The entries of a shared cache are nobody's: their loader works for the caller's tenant, if there is one. */
    private static <T> Callable<T> inContext(Tenant tenant, Callable<T> call) {
        return tenant.isShared() ? TenantContext.wrap(call) : () -> TenantContext.call(tenant, call);
    }

    /** One that leaves its place though it never began. */
    private static final class Task<T> extends FutureTask<T> {

        private final AtomicBoolean begun;
        private final Bulkhead.Place place;

        Task(Callable<T> call, Bulkhead.Place place) {
            this(new AtomicBoolean(), call, place);
        }

        private Task(AtomicBoolean begun, Callable<T> call, Bulkhead.Place place) {
            super(() -> {
                begun.set(true);
                return call.call();
            });
            this.begun = begun;
            this.place = place;
        }

        @Override
        protected void done() {
            if (!begun.get()) {
                place.leave();
            }
        }
    }
}
