package io.tenantcache.config;

import java.util.Objects;
import java.util.Optional;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A JSR-107 configuration with what this provider knows beyond it: the bounds of the tiers, the tenancy and the schema
 * version of one cache. What it says takes precedence over the settings; a cache that is made from any other configuration
 * has those of its name.
 *
 * <p>The expiry policy of JSR-107 decides on the life of an entry, and the tiers' bounds may end it earlier: to the application
 * that is an eviction (section 6 of the specification).
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public class TenantCacheConfiguration<K, V> extends MutableConfiguration<K, V> {

    private static final long serialVersionUID = 1L;

    private @Nullable CacheConfig tiers;

    /** One that leaves all to the settings, and to the defaults of JSR-107. */
    public TenantCacheConfiguration() {}

    /** A copy; what JSR-107 does not know is copied from another of this kind. */
    public TenantCacheConfiguration(CompleteConfiguration<K, V> other) {
        super(other);
        this.tiers = other instanceof TenantCacheConfiguration<K, V> own ? own.tiers : null;
    }

    /** Bounds of the tiers, tenancy and schema version; empty for those of the settings. */
    public Optional<CacheConfig> getTiers() {
        return Optional.ofNullable(tiers);
    }

    /**
     * Sets bounds of the tiers, tenancy and schema version, as {@link CacheConfig#builder} makes them. They are checked when
     * the cache is made.
     */
    public TenantCacheConfiguration<K, V> setTiers(CacheConfig tiers) {
        this.tiers = Objects.requireNonNull(tiers, "tiers");
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof TenantCacheConfiguration<?, ?> that
                && Objects.equals(tiers, that.tiers);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Objects.hashCode(tiers);
    }
}
