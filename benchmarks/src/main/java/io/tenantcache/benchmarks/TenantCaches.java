package io.tenantcache.benchmarks;

import io.tenantcache.CacheTrace;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantResolver;
import io.tenantcache.Tier;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfigLoader;
import io.tenantcache.jcache.TenantCachingProvider;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Our own side of the comparison: the caches {@code shared} and {@code tenants}, with the defaults of every setting not named. */
final class TenantCaches {

    static final Tenant ACME = Tenant.of("acme");
    static final String SHARED = "shared";
    static final String PER_TENANT = "tenants";
    static final String ALLOWED = "io.tenantcache.benchmarks.*";

    private TenantCaches() {}

    /** In memory only, the tenant from {@link io.tenantcache.TenantContext}. */
    static TenantCacheManager inMemory() {
        return open(Map.of(), Optional::empty);
    }

    /** Over that Redis. */
    static TenantCacheManager over(LoopbackRedis redis) {
        return open(Map.of("tenantcache.redis.address", redis.address()), Optional::empty);
    }

    /** Over that Redis, with a near tier that holds one entry: a read of each key in turn is answered by Redis. */
    static TenantCacheManager remoteOnly(LoopbackRedis redis) {
        return open(
                Map.of("tenantcache.redis.address", redis.address(), "tenantcache.near.max-entries", "1"),
                Optional::empty);
    }

    /** Over that Redis, for which it waits however busy the machine is. */
    static TenantCacheManager patientOver(LoopbackRedis redis) {
        return open(
                Map.of(
                        "tenantcache.redis.address", redis.address(),
                        "tenantcache.redis.timeout", "5s",
                        "tenantcache.redis.read-budget", "5s"),
                Optional::empty);
    }

    static TenantCacheManager open(Map<String, String> settings, TenantResolver resolver) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("tenantcache.caches." + PER_TENANT + ".tenancy", "per-tenant");
        all.put("tenantcache.codec.allow", ALLOWED);
        return new TenantCachingProvider()
                .open(
                        URI.create("benchmark"),
                        TenantCaches.class.getClassLoader(),
                        TenantCacheConfigLoader.load(all, Tenancy.SHARED),
                        resolver);
    }

    /** Refuses to measure a read that another tier answers than the one which is meant. */
    static void requireAnswerBy(Tier tier, Runnable read) {
        try (CacheTrace trace = CacheTrace.start()) {
            read.run();
            if (!trace.answeredBy().equals(Optional.of(tier))) {
                throw new IllegalStateException("Read from " + trace.answeredBy() + ", and meant to be from " + tier);
            }
        }
    }
}
