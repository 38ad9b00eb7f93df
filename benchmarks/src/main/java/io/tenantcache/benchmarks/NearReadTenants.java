package io.tenantcache.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.Tier;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A near hit with few tenants and with many, and as many entries in all; each read is of another entry and, where there
 * are several, for another tenant, in an order without a pattern. The memory is larger than the processor's caches, and
 * more tenants are more of it: what that costs whoever keeps a tenant in a key shows Caffeine with just that.
 */
@State(Scope.Benchmark)
@OperationsPerInvocation(NearReadTenants.ENTRIES)
public class NearReadTenants extends Comparison {

    static final int ENTRIES = 100_000;

    private static final String VALUE = "value";

    /** How many tenants have the entries. */
    @Param({"1", "100", "100000"})
    public int tenants;

    private final Read[] order = new Read[ENTRIES];
    private final Cache<TenantKey, String> caffeine =
            Caffeine.newBuilder().maximumSize(2 * ENTRIES).build();
    private Optional<Tenant> current = Optional.empty();
    private final TenantCacheManager manager = TenantCaches.open(
            Map.of(
                    "tenantcache.near.max-entries", Integer.toString(2 * ENTRIES),
                    "tenantcache.near.max-bytes", "1GB",
                    // Nothing may expire while it is measured.
                    "tenantcache.near.ttl", "1h"),
            () -> current);
    private final TenantCache<String, String> cache = manager.getOrCreateCache(TenantCaches.PER_TENANT);

    private record TenantKey(Tenant tenant, String key) {}

    /** What is read, and for whom, as a resolver answers it. */
    private record Read(Optional<Tenant> tenant, String key) {

        TenantKey tenantKey() {
            return new TenantKey(tenant.orElseThrow(), key);
        }
    }

    /** Deals the entries out to the tenants. */
    @Setup
    public void fill() {
        List<Optional<Tenant>> all = IntStream.range(0, tenants)
                .mapToObj(i -> Optional.of(Tenant.of("tenant-" + i)))
                .toList();
        for (int i = 0; i < ENTRIES; i++) {
            Read read = new Read(all.get(i % tenants), "key-" + i);
            order[i] = read;
            current = read.tenant();
            cache.put(read.key(), VALUE);
            caffeine.put(read.tenantKey(), VALUE);
        }
        Collections.shuffle(Arrays.asList(order), new Random(107));
        for (Read read : order) {
            current = read.tenant();
            TenantCaches.requireAnswerBy(Tier.NEAR, () -> cache.get(read.key()));
        }
    }

    /** Closes the manager. */
    @TearDown
    public void close() {
        manager.close();
    }

    /** Raw Caffeine, eternal, with the tenant in a key that is made for each read. */
    @Benchmark
    public void caffeineTenantInKey(Blackhole blackhole) {
        for (Read read : order) {
            blackhole.consume(caffeine.getIfPresent(read.tenantKey()));
        }
    }

    /** A cache of ours, the tenant from a resolver. */
    @Benchmark
    public void perTenant(Blackhole blackhole) {
        for (Read read : order) {
            current = read.tenant();
            blackhole.consume(cache.get(read.key()));
        }
    }
}
