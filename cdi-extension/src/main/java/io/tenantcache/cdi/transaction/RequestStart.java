package io.tenantcache.cdi.transaction;

import io.tenantcache.ReadPoint;
import io.tenantcache.jcache.TenantCachingProvider;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** When a request began: the transactions that are begun for it are no older. */
@RequestScoped
public class RequestStart {

    private @Nullable ReadPoint point;

    /** It begins now. */
    public void begin() {
        point = TenantCachingProvider.readPoint();
    }

    /** When it began; null if nobody told. */
    public @Nullable ReadPoint point() {
        return point;
    }
}
