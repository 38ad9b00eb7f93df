package io.tenantcache.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One node changes a key of some tenants again and again, and the other one reads it: never what was changed longer ago than the bound. */
final class CoherenceWatch implements AutoCloseable {

    private static final String CACHE = "watched";

    /** A version, and when the change to it had returned. */
    private record Changed(long version, long at) {}

    private final List<Tenant> tenants;
    private final long boundNanos;
    private final Map<Tenant, ConcurrentLinkedDeque<Changed>> changes = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong checks = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread writer;
    private final Thread reader;

    private CoherenceWatch(
            TenantCacheManager changing, TenantCacheManager reading, List<Tenant> tenants, Duration bound) {
        this.tenants = tenants;
        this.boundNanos = bound.toNanos();
        this.writer = new Thread(() -> change(changing.getOrCreateCache(CACHE)), "changes");
        this.reader = new Thread(() -> read(reading.getOrCreateCache(CACHE)), "reads");
        tenants.forEach(tenant -> changes.put(tenant, new ConcurrentLinkedDeque<>()));
    }

    static CoherenceWatch started(
            TenantCacheManager changing, TenantCacheManager reading, List<Tenant> tenants, Duration bound) {
        CoherenceWatch watch = new CoherenceWatch(changing, reading, tenants, bound);
        watch.writer.start();
        watch.reader.start();
        return watch;
    }

    /** Each is changed now and then: most of the time it is read from memory. */
    private void change(TenantCache<String, Long> cache) {
        for (long version = 1; !over.get(); version++) {
            Tenant tenant = tenants.get((int) (version % tenants.size()));
            long changed = version;
            TenantContext.run(tenant, () -> cache.put("k", changed));
            of(tenant).addLast(new Changed(version, System.nanoTime()));
        }
    }

    private void read(TenantCache<String, Long> cache) {
        for (int i = 0; !over.get(); i++) {
            Tenant tenant = tenants.get(i % tenants.size());
            long begun = System.nanoTime();
            Long version = read(cache, tenant);
            Changed due = lastBefore(of(tenant), begun - boundNanos);
            if (version != null && due != null) {
                checks.incrementAndGet();
                if (version < due.version()) {
                    violations.add(tenant + " was read in version " + version + ", the bound after " + due.version());
                }
            }
        }
    }

    private ConcurrentLinkedDeque<Changed> of(Tenant tenant) {
        return requireNonNull(changes.get(tenant));
    }

    private static @Nullable Long read(TenantCache<String, Long> cache, Tenant tenant) {
        AtomicReference<@Nullable Long> version = new AtomicReference<>();
        TenantContext.run(tenant, () -> version.set(cache.get("k")));
        return version.get();
    }

    /** Forgets those before. */
    private static @Nullable Changed lastBefore(ConcurrentLinkedDeque<Changed> all, long moment) {
        Changed last = all.peekFirst();
        if (last == null || last.at() - moment > 0) {
            return null;
        }
        all.pollFirst();
        for (Changed next = all.peekFirst(); next != null && next.at() - moment <= 0; next = all.peekFirst()) {
            last = all.pollFirst();
        }
        all.addFirst(last);
        return last;
    }

    /** Waits for so many more reads that prove something. */
    void awaitChecks(int more) {
        long before = checks.get();
        await().atMost(Duration.ofSeconds(60)).until(() -> checks.get() - before >= more || !violations.isEmpty());
    }

    @Override
    public void close() {
        over.set(true);
        try {
            writer.join();
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(violations).isEmpty();
    }
}
