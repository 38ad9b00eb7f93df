package io.tenantcache.testing;

import static java.util.Objects.requireNonNull;

import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.RedisConfig;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.config.TenantCacheConfigBuilder;
import io.tenantcache.config.TenantShare;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations for tests. */
public final class Configs {

    /** The longest that an operation in Redis can be given. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(5);

    private Configs() {}

    /** Per tenant, but for the cache {@code shared}. */
    public static TenantCacheConfig of(@Nullable URI address, String... codecAllow) {
        return of(address, 1_000, codecAllow);
    }

    /** {@link #of(URI, String...)} with that bound of the near tier. */
    public static TenantCacheConfig of(@Nullable URI address, long nearEntries, String... codecAllow) {
        return new TenantCacheConfig(
                cache(Tenancy.PER_TENANT, nearEntries),
                Map.of("shared", cache(Tenancy.SHARED, nearEntries)),
                address == null ? null : redis(address),
                List.of(codecAllow),
                Map.of());
    }

    private static CacheConfig cache(Tenancy tenancy, long nearEntries) {
        return CacheConfig.builder(tenancy)
                .nearMaxEntries(nearEntries)
                .nearTenantShare(TenantShare.UNLIMITED)
                .build();
    }

    /** {@link #of(URI, String...)} over a Redis for which it waits as long as can be set. */
    public static TenantCacheConfig patientOf(URI address, String... codecAllow) {
        TenantCacheConfig config = of(address, codecAllow);
        return new TenantCacheConfig(
                config.defaults(),
                config.caches(),
                patient(address).build().redis(),
                config.codecAllow(),
                config.cascades());
    }

    /** The defaults over that Redis, for which it waits as long as can be set: the machine may be loaded. */
    public static TenantCacheConfigBuilder patient(URI address) {
        return TenantCacheConfig.builder()
                .redis(redis -> redis.address(address)
                        .timeout(LONGEST_TIMEOUT)
                        .readBudget(LONGEST_TIMEOUT)
                        .connectTimeout(LONGEST_TIMEOUT)
                        .coherenceBound(Duration.ofSeconds(10)));
    }

    private static RedisConfig redis(URI address) {
        return requireNonNull(TenantCacheConfig.builder()
                .redis(redis -> redis.address(address).poolSize(8))
                .build()
                .redis());
    }
}
