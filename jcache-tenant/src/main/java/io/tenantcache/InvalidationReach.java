package io.tenantcache;

/** What one scope of an invalidation covers. */
public enum InvalidationReach {
    /** One key of a cache. */
    KEY,
    /** What bears a tag in a cache. */
    TAG,
    /** All that a tenant has in a cache. */
    CACHE,
    /** All that a tenant has. */
    TENANT;

    /** That of the scope. */
    public static InvalidationReach of(Invalidation.Scope scope) {
        if (scope instanceof Invalidation.Key) {
            return KEY;
        }
        if (scope instanceof Invalidation.Tag) {
            return TAG;
        }
        return scope instanceof Invalidation.Cache ? CACHE : TENANT;
    }
}
