package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.cdi.Invalidated;
import io.tenantcache.cdi.Invalidated.Effect;
import io.tenantcache.cdi.InvalidationEvent.Cause;
import io.tenantcache.cdi.InvalidationEvent.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Invalidations that no caller waits for: those of one tenant within a moment are made in one step. Thread safe. */
final class InvalidationQueue implements AutoCloseable {

    /** Long enough for what a loop changes to meet, and short beside what a person takes for "at once". */
    static final Duration LINGER = Duration.ofMillis(50);

    /** All tenants together; who comes then does what its tenant has queued. */
    static final int MOST = 10_000;

    private final DeployedCaches caches;
    private final Outdating outdating;
    private final TimerThread timer;
    private final Duration linger;
    private final ConcurrentMap<Tenant, OfTenant> queues = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final FailureLog log = new FailureLog(System.getLogger(InvalidationQueue.class.getName()));
    private volatile boolean closed;

    /** What a tenant has queued is made that long after the first of it was. */
    InvalidationQueue(DeployedCaches caches, Outdating outdating, TimerThread timer, Duration linger) {
        this.caches = caches;
        this.outdating = outdating;
        this.timer = timer;
        this.linger = linger;
    }

    /** What a call has named for one tenant. */
    private static final class Waiting {

        private final InvalidationPlan plan;
        private final List<String> reasons;
        private final CompletableFuture<Invalidated> given;
        private final CompletableFuture<Invalidation> done = new CompletableFuture<>();

        Waiting(InvalidationPlan plan, List<String> reasons, CompletableFuture<Invalidated> given) {
            this.plan = plan;
            this.reasons = reasons;
            this.given = given;
        }
    }

    private static final class OfTenant {

        /** Held while what was taken is made: who comes later waits for it. */
        private final ReentrantLock making = new ReentrantLock();

        private List<Waiting> waiting = new ArrayList<>();
        private boolean lingering;

        synchronized OfTenant with(Waiting call) {
            waiting.add(call);
            return this;
        }

        /** Whether somebody has to see to it that what waits is made. */
        synchronized boolean beginToLinger() {
            boolean begun = !lingering && !waiting.isEmpty();
            lingering |= begun;
            return begun;
        }

        synchronized List<Waiting> take() {
            List<Waiting> taken = waiting;
            waiting = new ArrayList<>();
            lingering = false;
            return taken;
        }

        synchronized boolean isEmpty() {
            return waiting.isEmpty();
        }
    }

    /** Fails if the application has ended. */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The caches are closed: the application has ended");
        }
    }

    /**
     * Queues what is named for those tenants.
     *
     * @param given completes when it is done; is cancelled to take it back
     */
    void add(
            Map<Tenant, List<Invalidation.Scope>> byTenant,
            InvalidationPlan plan,
            List<String> reasons,
            CompletableFuture<Invalidated> given) {
        List<CompletableFuture<Invalidation>> parts = new ArrayList<>();
        byTenant.forEach((tenant, scopes) -> {
            Waiting part = new Waiting(plan.part(scopes), reasons, given);
            parts.add(part.done);
            add(tenant, part);
        });
        var unused = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        given.complete(new Invalidated(sum(parts), Effect.AT_ONCE));
                    } else {
                        given.completeExceptionally(StageEnd.cause(failure));
                    }
                });
    }

    private static Invalidation sum(List<CompletableFuture<Invalidation>> parts) {
        return parts.stream().map(CompletableFuture::join).reduce(new Invalidation(List.of()), Invalidation::and);
    }

    private void add(Tenant tenant, Waiting part) {
        int all = size.incrementAndGet();
        OfTenant queue = queues.compute(tenant, (key, known) -> (known == null ? new OfTenant() : known).with(part));
        if (closed || all > MOST) {
            flush(tenant);
        } else if (queue.beginToLinger()) {
            lingerFor(tenant);
        }
    }

    private void lingerFor(Tenant tenant) {
        try {
            var unused = timer.in(linger, () -> caches.threadsFor(null).execute(() -> flush(tenant)));
        } catch (RejectedExecutionException ended) {
            flush(tenant);
        }
    }

    /** Makes what those tenants have queued before, and waits for it. */
    void flush(Iterable<Tenant> tenants) {
        tenants.forEach(this::flush);
    }

    /** Whether nobody has queued anything that is not made. */
    boolean isEmpty() {
        return queues.isEmpty();
    }

    private void flush(Tenant tenant) {
        OfTenant queue = queues.get(tenant);
        if (queue == null) {
            return;
        }
        queue.making.lock();
        try {
            List<Waiting> taken = queue.take();
            size.addAndGet(-taken.size());
            make(tenant, taken.stream().filter(call -> !call.given.isDone()).toList());
        } finally {
            queue.making.unlock();
        }
        queues.computeIfPresent(tenant, (key, known) -> known.isEmpty() && !known.making.isLocked() ? null : known);
    }

    private void make(Tenant tenant, List<Waiting> calls) {
        if (calls.isEmpty()) {
            return;
        }
        Map<Waiting, Invalidation> found = new LinkedHashMap<>();
        Throwable failure = null;
        try {
            caches.runFor(tenant, () -> {
                calls.forEach(call -> found.put(call, found(call.plan)));
                outdate(tenant, found);
            });
        } catch (RuntimeException | Error failed) {
            // The keys may be in its message.
            log.failed(
                    failed.getClass().getName(),
                    () -> "Queued invalidations failed: " + failed.getClass().getName());
            failure = failed;
        }
        tell(tenant, calls, found, failure);
    }

    /** Should the walk fail, the whole cache is outdated: never less than what was named. */
    private Invalidation found(InvalidationPlan plan) {
        try {
            return plan.found(caches);
        } catch (CacheException inTheMiddle) {
            return plan.covered();
        }
    }

    private void outdate(Tenant tenant, Map<Waiting, Invalidation> found) {
        TouchedScopes touched = new TouchedScopes();
        Set<String> reasons = new LinkedHashSet<>();
        found.forEach((call, invalidation) -> {
            touched.add(Map.of(tenant, invalidation.scopes()));
            call.reasons.stream()
                    .filter(reason -> reasons.size() < UnitOfWork.MOST_REASONS)
                    .forEach(reasons::add);
        });
        touched.forEach((of, invalidation) ->
                outdating.make(of, invalidation, new Cause(Origin.PROGRAM, List.copyOf(reasons))));
    }

    /** On a thread that nobody's invalidation waits for. */
    private void tell(
            Tenant tenant, List<Waiting> calls, Map<Waiting, Invalidation> found, @Nullable Throwable failure) {
        caches.threadsFor(tenant.isShared() ? null : tenant)
                .execute(() -> calls.forEach(call -> {
                    if (failure == null) {
                        call.done.complete(found.getOrDefault(call, call.plan.covered()));
                    } else {
                        call.done.completeExceptionally(failure);
                    }
                }));
    }

    /** Makes what is queued. */
    @Override
    public void close() {
        closed = true;
        flush(Set.copyOf(queues.keySet()));
    }
}
