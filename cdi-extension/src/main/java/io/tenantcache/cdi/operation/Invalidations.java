package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.cdi.Invalidated;
import io.tenantcache.cdi.Invalidated.Effect;
import io.tenantcache.cdi.InvalidationEvent.Cause;
import io.tenantcache.cdi.InvalidationEvent.Origin;
import io.tenantcache.cdi.operation.OwnChanges.Announced;
import io.tenantcache.cdi.operation.Transactions.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** Makes the invalidations of a deployment: at once, soon or later, and with the transaction that they belong to. Thread safe. */
public final class Invalidations implements AutoCloseable {

    /*
     * What a transaction has written only it can see until the commit. So from its first change of a scope on, its own reads
     * of that scope go to the source, and what they bring is stored nowhere: should the transaction be rolled back, nobody has
     * ever seen it, and there is nothing to outdate. The others go on with what is cached: that is what the source would give them too.
     *
     * After the commit all scopes are outdated in one step for each tenant. A load that began before it, in any other thread or node,
     * and may bring what was true then, is not stored after that step. What was stored before it is outdated by it.
     *
     * Interceptors stand outside of @Transactional, which may begin a transaction, or suspend the caller's. So a change of a method is
     * handed to the transaction that is found at the method itself (MethodChange). A method may also begin one in its middle: so an
     * announced change fences from before the method on, in whatever transaction the thread gets into: one that is there is told,
     * and for one that is not the thread remembers.
     */

    private final FailureLog log = new FailureLog(System.getLogger(Invalidations.class.getName()));
    private final DeployedCaches caches;
    private final OwnChanges own;
    private final Transactions transactions;
    private final Outdating outdating;
    private final TimerThread timer = new TimerThread();
    private final InvalidationQueue queue;
    private final InvalidationSchedule schedule = new InvalidationSchedule(timer);

    /** Those of that deployment. */
    public Invalidations(DeployedCaches caches, OwnChanges own, InvalidationObservers observers) {
        this.caches = caches;
        this.own = own;
        this.transactions = own.transactions();
        this.outdating = new Outdating(caches, observers);
        this.queue = new InvalidationQueue(caches, outdating, timer, InvalidationQueue.LINGER);
    }

    /** Outdates what is planned. */
    Invalidated make(InvalidationPlan plan, Cause cause) {
        Invalidation covered = transactions.isActive() ? plan.covered() : plan.found(caches);
        return make(covered, cause, () -> inSteps(covered));
    }

    /** Too many keys in one step would hold up Redis's other clients. */
    private void inSteps(Invalidation invalidation) {
        List<Invalidation.Scope> scopes = invalidation.scopes();
        if (!scopes.stream().allMatch(Invalidation.Key.class::isInstance)) {
            caches.outdate(invalidation);
            return;
        }
        for (int from = 0; from < scopes.size(); from += TouchedScopes.MOST_OF_CACHE) {
            int to = Math.min(scopes.size(), from + TouchedScopes.MOST_OF_CACHE);
            caches.outdate(new Invalidation(scopes.subList(from, to)));
        }
    }

    /** What the calling thread's transaction does; null if it is in none. */
    @Nullable
    UnitOfWork unit() {
        return transactions.join(this::begin);
    }

    /**
     * Makes a change: with the transaction, if there is one, by outdating what it covers.
     *
     * @param atOnce makes it otherwise
     */
    Invalidated make(Invalidation covered, Cause cause, Runnable atOnce) {
        return make(unit(), covered, cause, atOnce);
    }

    /** Makes a change that belongs to that transaction, if there is one which has not ended, on whatever thread. */
    Invalidated make(@Nullable UnitOfWork unit, Invalidation covered, Cause cause, Runnable atOnce) {
        if (unit != null && unit.outdate(caches.byTenant(covered), cause.reasons())) {
            return new Invalidated(covered, Effect.AFTER_COMMIT);
        }
        if (!queue.isEmpty()) {
            queue.flush(caches.byTenant(covered).keySet());
        }
        // What was rolled back is not there to be stored.
        boolean isUndone = unit != null && unit.isRolledBack();
        outdating.make(covered, cause, isUndone ? () -> inSteps(covered) : atOnce);
        return new Invalidated(covered, Effect.AT_ONCE);
    }

    private UnitOfWork begin() {
        return new UnitOfWork((tenant, invalidation, reasons) -> {
            try {
                queue.flush(Set.of(tenant));
                outdating.make(tenant, invalidation, new Cause(Origin.TRANSACTION, reasons));
            } catch (RuntimeException failure) {
                // The keys may be in its message.
                String kind = failure.getClass().getName();
                log.failed(kind, () -> "What a transaction has changed was not outdated in the caches: " + kind);
            }
        });
    }

    /** Has it outdated soon, or soon after the commit. */
    CompletableFuture<Invalidated> queue(InvalidationPlan plan, Cause cause) {
        queue.requireOpen();
        Map<Tenant, List<Invalidation.Scope>> byTenant = caches.byTenant(plan.covered());
        CompletableFuture<Invalidated> given = new CompletableFuture<>();
        afterCommit(byTenant, given, () -> queue.add(byTenant, plan, cause.reasons(), given));
        return given;
    }

    /** Has it outdated when it is due; the time begins to run with the commit. */
    CompletableFuture<Invalidated> schedule(DueTime due, InvalidationPlan plan, Cause cause) {
        Tenant tenant = caches.byTenant(plan.covered()).keySet().stream()
                .filter(of -> !of.isShared())
                .findFirst()
                .orElse(null);
        InvalidationSchedule.Entry entry = schedule.reserve(due, caches.threadsFor(tenant), () -> make(plan, cause));
        // What is to be outdated later may be read until then: nothing is fenced.
        afterCommit(Map.of(), entry.given(), entry::begin);
        return entry.given();
    }

    private void afterCommit(
            Map<Tenant, List<Invalidation.Scope>> fenced, CompletableFuture<Invalidated> given, Runnable action) {
        UnitOfWork unit = unit();
        boolean isToCome = unit != null
                && unit.whenEnded(outcome -> {
                    if (outcome == Outcome.ROLLED_BACK) {
                        given.cancel(false);
                    } else {
                        action.run();
                    }
                });
        if (unit != null && isToCome) {
            unit.fence(fenced);
        } else {
            action.run();
        }
    }

    /** Makes what is queued, and cancels what is scheduled: the application ends. */
    @Override
    public void close() {
        schedule.close();
        queue.close();
        timer.close();
    }

    /** Whether there may be transactions. */
    boolean mayBeInTransaction() {
        return transactions.isPresent();
    }

    /**
     * A call of that method that is about to change that.
     *
     * @param moment from when on a transaction has it
     */
    MethodChange changeOf(
            CachedMethod method, Moment moment, CacheFailures failures, Invalidation covered, Cause cause) {
        return new MethodChange(method, moment, failures, this::unit, caches.byTenant(covered), cause.reasons());
    }

    /** Has it outdated with the calling thread's transaction. Answers whether there is one. */
    boolean outdateWithTransaction(MethodChange change) {
        UnitOfWork unit = unit();
        return unit != null && unit.outdate(change.scopes(), change.reasons());
    }

    /** The calling thread is about to make that change, until the result is closed. */
    Announced announce(MethodChange change) {
        return own.announce(change.scopes());
    }

    /** The read of a method, past the cache where the calling thread's transaction has changed what it would find. */
    CacheOperation hiding(CachedMethod method, MethodParts parts, CacheOperation read) {
        boolean isRead = !((CacheResult) method.getCacheAnnotation()).skipGet();
        return isRead && transactions.isPresent() ? new UncommittedRead(method, parts, this, read) : read;
    }

    /**
     * The load of a key by a method that reads. What a transaction loads may be what it has written; should it say so only afterwards, and
     * be rolled back, what was stored is outdated.
     */
    <V extends @Nullable Object, X extends Exception> KeyLoad<V, X> watched(
            Cache<Object, Object> cache, KeyLoad<V, X> load) {
        if (!transactions.isPresent() || !caches.owns(cache)) {
            return load;
        }
        return key -> {
            boolean isTold = isLoadTold(cache.getName(), key);
            V value = load.load(key);
            if (!isTold) {
                // Before it is stored: so it is not.
                caches.outdate(cache, key, List.of());
            }
            return value;
        };
    }

    /** Whether the end of the calling thread's transaction is heard of, or there is none. */
    private boolean isLoadTold(String cache, Object key) {
        UnitOfWork unit = unit();
        Tenant tenant = unit == null ? null : caches.tenantOrNull(cache);
        return unit == null || tenant == null || unit.load(Map.of(tenant, List.of(new Invalidation.Key(cache, key))));
    }

    /** Whether the calling thread's transaction may find under that key what others may not see yet, or never will. */
    boolean areHidden(Supplier<String> cache, Supplier<Object> key) {
        if (!own.mayBeThere()) {
            return false;
        }
        String name = cache.get();
        Tenant tenant = caches.tenantOrNull(name);
        return tenant != null && own.cover(tenant, name, key);
    }
}
