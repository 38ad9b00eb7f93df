package io.tenantcache.tier;

import io.tenantcache.Tenant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tenants for which a manager counts apart: the first ones that come, up to a number. Thread safe. */
public final class TrackedTenants {

    /** What metrics call the tenants that are not tracked: a tenant of that name is one of them. */
    static final String OTHERS = "other";

    private final int most;
    private final Set<Tenant> tracked = ConcurrentHashMap.newKeySet();

    /** So many at the most; 0 for none. */
    public TrackedTenants(int most) {
        this.most = most;
    }

    boolean isOff() {
        return most == 0;
    }

    /** Whether the tenant is tracked, from now on if there is room. */
    boolean admits(Tenant tenant) {
        return tracked.contains(tenant) || (tracked.size() < most && add(tenant));
    }

    private synchronized boolean add(Tenant tenant) {
        boolean adds =
                tracked.size() < most && !tenant.isShared() && !tenant.id().equals(OTHERS);
        if (adds) {
            tracked.add(tenant);
        }
        return adds;
    }
}
