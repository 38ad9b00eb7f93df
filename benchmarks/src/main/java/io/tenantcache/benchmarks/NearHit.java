package io.tenantcache.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfigLoader;
import io.tenantcache.jcache.TenantCachingProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A read of an immutable value that memory holds, beside raw Caffeine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class NearHit {

    private static final Tenant ACME = Tenant.of("acme");
    private static final int KEYS = 512;

    private final Cache<String, String> eternal =
            Caffeine.newBuilder().maximumSize(1_000).build();
    private final Cache<String, String> expiring = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofSeconds(60))
            .build();
    private final String[] keys = new String[KEYS];
    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(
                    URI.create("benchmark"),
                    NearHit.class.getClassLoader(),
                    TenantCacheConfigLoader.load(
                            Map.of("tenantcache.caches.tenants.tenancy", "per-tenant"), Tenancy.SHARED),
                    Optional::empty);
    private final TenantCache<String, String> shared = manager.getOrCreateCache("shared");
    private final TenantCache<String, String> perTenant = manager.getOrCreateCache("tenants");
    private int next;

    /** Fills all of them alike. */
    @Setup
    public void fill() {
        for (int i = 0; i < KEYS; i++) {
            String key = "key-" + i;
            keys[i] = key;
            eternal.put(key, "value");
            expiring.put(key, "value");
            shared.put(key, "value");
            TenantContext.run(ACME, () -> perTenant.put(key, "value"));
        }
    }

    /** Closes the manager. */
    @TearDown
    public void close() {
        manager.close();
    }

    private String key() {
        next = (next + 1) & (KEYS - 1);
        return keys[next];
    }

    /** Raw Caffeine, eternal. */
    @Benchmark
    public @Nullable String caffeineEternal() {
        return eternal.getIfPresent(key());
    }

    /** Raw Caffeine with a time to live. */
    @Benchmark
    public @Nullable String caffeineExpireAfterWrite() {
        return expiring.getIfPresent(key());
    }

    /** A shared cache of ours. */
    @Benchmark
    public @Nullable String sharedCache() {
        return shared.get(key());
    }

    /** A cache of ours per tenant, the tenant set around each read. */
    @Benchmark
    public @Nullable String tenantCache() {
        String[] value = new String[1];
        TenantContext.run(ACME, () -> value[0] = perTenant.get(key()));
        return value[0];
    }
}
