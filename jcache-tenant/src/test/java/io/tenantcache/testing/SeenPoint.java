package io.tenantcache.testing;

import io.tenantcache.ReadFence;
import io.tenantcache.ReadPoint;
import io.tenantcache.Tenant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fence by which threads see the source as of the point that a test says. */
public final class SeenPoint implements ReadFence {

    private static final ThreadLocal<@Nullable ReadPoint> OF_THREAD = new ThreadLocal<>();

    private volatile @Nullable ReadPoint ofTheRest;

    @Override
    public boolean covers(Tenant tenant, String cache, Object key) {
        return false;
    }

    @Override
    public @Nullable ReadPoint readPoint() {
        ReadPoint own = OF_THREAD.get();
        return own == null ? ofTheRest : own;
    }

    /** From now on threads of which nothing is said see it as of that point. */
    public void ofTheRest(ReadPoint point) {
        ofTheRest = point;
    }

    /** Works as a thread that sees it as of that point; null for one that sees it as it is. */
    public static <T> T seeing(@Nullable ReadPoint point, Supplier<T> work) {
        OF_THREAD.set(point);
        try {
            return work.get();
        } finally {
            OF_THREAD.remove();
        }
    }
}
