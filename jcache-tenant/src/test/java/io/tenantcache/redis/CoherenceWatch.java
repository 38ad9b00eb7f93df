package io.tenantcache.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.RemoteHealth;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One node changes a key of some tenants again and again, and the other one reads it: never what was changed longer ago than the bound. A
 * change that Redis does not get is told to nobody before the node's journal is drained: those before it count no more.
 */
final class CoherenceWatch implements AutoCloseable {

    private static final String CACHE = "watched";

    /** A version, when the change to it had returned, and in which term. */
    private record Changed(long version, long at, int term) {}

    /** A read of something older, in that term, while the change after that one was under way. */
    private record Suspicion(String text, int term, long finished) {}

    private final List<TenantCacheManager> nodes;
    private final List<Tenant> tenants;
    private final long boundNanos;
    private final Map<Tenant, ConcurrentLinkedDeque<Changed>> changes = new ConcurrentHashMap<>();
    private final Queue<Suspicion> suspicions = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    /** How often Redis was away for the node that changes: of what it changed before, Redis may not know. */
    private final AtomicInteger term = new AtomicInteger();

    /** The last change that has returned. */
    private volatile long finished;

    private final AtomicLong checks = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong found = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread writer;
    private final Thread reader;

    private CoherenceWatch(
            TenantCacheManager changing, TenantCacheManager reading, List<Tenant> tenants, Duration bound) {
        this.nodes = List.of(changing, reading);
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
            if (healthOf(nodes.get(0)).isInUse()) {
                of(tenant).addLast(new Changed(version, System.nanoTime(), term.get()));
            } else {
                term.incrementAndGet();
            }
            finished = version;
            written.incrementAndGet();
            suspicions.removeIf(this::isDecided);
        }
    }

    private static RemoteHealth healthOf(TenantCacheManager node) {
        return node.statistics().remote().orElseThrow().health();
    }

    /** A change that was under way at the time of the read may be the one that finds Redis away. */
    private boolean isDecided(Suspicion suspicion) {
        if (suspicion.term() != term.get()) {
            return true;
        }
        boolean isCertain = finished > suspicion.finished() + 1;
        if (isCertain) {
            violations.add(suspicion.text());
        }
        return isCertain;
    }

    private void read(TenantCache<String, Long> cache) {
        for (int i = 0; !over.get(); i++) {
            Tenant tenant = tenants.get(i % tenants.size());
            long begun = System.nanoTime();
            Long version = read(cache, tenant);
            read.incrementAndGet();
            if (version != null) {
                found.incrementAndGet();
            }
            Changed due = lastBefore(of(tenant), begun - boundNanos);
            if (version != null && due != null && due.term() == term.get()) {
                checks.incrementAndGet();
                if (version < due.version()) {
                    String text = tenant + " was read in version " + version + ", the bound after " + due.version();
                    suspicions.add(new Suspicion(text, due.term(), finished));
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

    /** Waits for so many more changes and reads, whatever becomes of them. */
    void awaitCalls(int more) {
        long writtenBefore = written.get();
        long readBefore = read.get();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> written.get() - writtenBefore >= more && read.get() - readBefore >= more);
    }

    /** Waits for so many more reads that prove something. */
    void awaitChecks(int more) {
        long before = checks.get();
        long writtenBefore = written.get();
        long readBefore = read.get();
        long foundBefore = found.get();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(checks.get() - before >= more || !violations.isEmpty())
                        .describedAs(
                                "%d of %d checks; meanwhile %d were changed, %d read, %d of these found; the nodes: %s",
                                checks.get() - before,
                                more,
                                written.get() - writtenBefore,
                                read.get() - readBefore,
                                found.get() - foundBefore,
                                nodes.stream().map(CoherenceWatch::healthOf).toList())
                        .isTrue());
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
