package io.tenantcache.tier;

import io.tenantcache.Tenant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Bounds how many loads of one tenant run at once. Of the shared caches, which are nobody's, it bounds none. Thread safe. */
final class Bulkhead {

    private final long most;
    private final ConcurrentMap<Tenant, Long> running = new ConcurrentHashMap<>();

    /** There while the thread runs a load: one within it has its place already, and must not wait for another. */
    private final ThreadLocal<@Nullable Boolean> loading = new ThreadLocal<>();

    /** That many at the most; {@link Long#MAX_VALUE} for no limit. */
    Bulkhead(long most) {
        this.most = most;
    }

    /** A place for a load, to be left when it ends; null if all are taken. */
    @Nullable
    Place enter(Tenant tenant) {
        if (most == Long.MAX_VALUE || tenant.isShared() || loading.get() != null) {
            return new Place(null);
        }
        boolean[] entered = new boolean[1];
        running.compute(tenant, (key, count) -> {
            long before = count == null ? 0 : count;
            entered[0] = before < most;
            return entered[0] ? Long.valueOf(before + 1) : count;
        });
        return entered[0] ? new Place(tenant) : null;
    }

    /** The place of one load. */
    final class Place {

        private final @Nullable Tenant counted;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(@Nullable Tenant counted) {
            this.counted = counted;
        }

        /** The calling thread runs the load. */
        void occupy() {
            if (counted != null) {
                loading.set(true);
            }
        }

        /** It does not any more, though the load may go on. */
        void vacate() {
            if (counted != null) {
                loading.remove();
            }
        }

        /** The load has ended, or will not begin; again, nothing happens. Called on any thread. */
        void leave() {
            if (counted != null && left.compareAndSet(false, true)) {
                running.computeIfPresent(counted, (key, count) -> count == 1 ? null : Long.valueOf(count - 1));
            }
        }
    }
}
