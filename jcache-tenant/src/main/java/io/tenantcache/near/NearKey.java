package io.tenantcache.near;

import org.jspecify.annotations.Nullable;

/** A key of a tenant: what a lookup allocates, and all that it allocates. */
final class NearKey {

    private final NearRegion region;
    private final Object key;

    NearKey(NearRegion region, Object key) {
        this.region = region;
        this.key = key;
    }

    NearRegion region() {
        return region;
    }

    Object key() {
        return key;
    }

    /** A tenant has one region as long as anything refers to it, so that its identity stands for the tenant. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof NearKey other && region == other.region && key.equals(other.key);
    }

    @Override
    public int hashCode() {
        return region.hash() + key.hashCode();
    }

    /** Keys are never printed. */
    @Override
    public String toString() {
        return "NearKey";
    }
}
