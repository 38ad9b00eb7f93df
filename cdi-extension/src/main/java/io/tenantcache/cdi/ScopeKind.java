package io.tenantcache.cdi;

import io.tenantcache.Invalidation;

/** How much one scope of an invalidation covers. */
public enum ScopeKind {
    /** One key of a cache. */
    KEY,
    /** The entries of a cache that bear a tag. */
    TAG,
    /** A whole cache. */
    CACHE,
    /** All that a tenant has. */
    TENANT;

    static ScopeKind of(Invalidation.Scope scope) {
        if (scope instanceof Invalidation.Key) {
            return KEY;
        }
        if (scope instanceof Invalidation.Tag) {
            return TAG;
        }
        return scope instanceof Invalidation.Cache ? CACHE : TENANT;
    }
}
