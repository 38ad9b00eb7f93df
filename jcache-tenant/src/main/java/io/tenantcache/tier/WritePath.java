package io.tenantcache.tier;

import io.tenantcache.EntryOptions;
import io.tenantcache.Tenant;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Write;
import io.tenantcache.store.Write.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** How the entries of one cache change. */
public final class WritePath {

    /*
     * All changes are one: a mutation is told the current value and answers what to make of it; the answer is carried out
     * if the value is still the same, else the mutation is asked again. Where the mutation does not depend on the value, nor
     * on a policy or a writer that must be asked in between, the store carries it out in one step instead. Either way the
     * source is written first, and statistics and listeners hear of it once, when it is done.
     *
     * A mutation that loads is no different, but what it loads is stored as every load is: with a lease, and only if nothing that covers the
     * key was invalidated since. Otherwise it is done without: what it has answered was true when it was loaded.
     *
     * A writer cannot be made to take part in the compare-and-set. If the source was written for a mutation that then lost
     * against another node's and has nothing to do any more, the source and the cache may differ: the entry is dropped, so
     * that the source speaks.
     */

    /** A mutation that loses that often does not lose by chance. */
    private static final int MOST_ATTEMPTS = 10_000;

    private static final int LONGEST_BACKOFF_NANOS = 2_000_000;

    private final CacheParts parts;
    private final EntryStore authority;
    private final Leases leases;

    WritePath(CacheParts parts, Leases leases) {
        this.parts = parts;
        this.authority = parts.authority();
        this.leases = leases;
    }

    /**
     * Changes one key atomically.
     *
     * @throws CacheWriterException if the source could not be written; nothing is changed then
     * @throws CacheException if other writers came first too often
     */
    public Result apply(Tenant tenant, Object key, Mutation mutation) {
        long start = parts.statistics().start();
        Object owned = parts.payloads().own(key);
        Supplier<Result> change =
                () -> mutation instanceof Assignment assignment && isDirect(assignment, parts.source())
                        ? direct(tenant, owned, assignment, start)
                        : new CompareAndSet(tenant, owned, mutation, start).run();
        return isOrdered() ? parts.locks().call(tenant, owned, change) : change.get();
    }

    /** Changes each key atomically, in a number of round trips that does not depend on theirs but in its hundreds. */
    public Map<Object, Result> applyAll(Tenant tenant, Map<?, ? extends Mutation> mutations) {
        return applyAll(tenant, mutations, parts.source());
    }

    /**
     * Puts all the values, or none of them if one cannot be encoded.
     *
     * @throws CacheWriterException if the source could not be written; what it has been told is put all the same
     */
    public void putAll(Tenant tenant, Map<?, ?> values) {
        Map<Object, Assignment> mutations = new LinkedHashMap<>();
        values.forEach((key, value) -> mutations.put(key, Assignment.put(value)));
        Map<Object, Object> unwritten = new LinkedHashMap<>(values);
        writeAll(
                tenant,
                mutations,
                () -> parts.source().writeAll(unwritten),
                () -> mutations.keySet().removeAll(unwritten.keySet()));
    }

    /**
     * Removes the keys.
     *
     * @throws CacheWriterException if the source could not be told; what it has been told is removed all the same
     */
    public void removeAll(Tenant tenant, Collection<?> keys) {
        Map<Object, Assignment> mutations = new LinkedHashMap<>();
        keys.forEach(key -> mutations.put(key, Assignment.remove()));
        Set<Object> undeleted = new LinkedHashSet<>(keys);
        writeAll(
                tenant,
                mutations,
                () -> parts.source().deleteAll(undeleted),
                () -> mutations.keySet().removeAll(undeleted));
    }

    private void writeAll(Tenant tenant, Map<Object, Assignment> mutations, Runnable written, Runnable dropUnwritten) {
        inOrder(tenant, mutations.keySet(), () -> {
            CacheWriterException unwritten = null;
            try {
                written.run();
            } catch (CacheWriterException e) {
                unwritten = e;
                dropUnwritten.run();
            }
            for (Result result : applyAll(tenant, mutations, Source.NONE).values()) {
                if (result.failure() != null) {
                    throw result.failure();
                }
            }
            if (unwritten != null) {
                throw unwritten;
            }
            return mutations;
        });
    }

    /** Changes the life of an entry; answers whether there is one. */
    public boolean expire(Tenant tenant, Object key, long ttlMillis) {
        Write.Effect effect = new Write.Expire(ttlMillis);
        return authority
                .write(tenant, new Write(parts.payloads().own(key), Expectation.PRESENT, effect, Answer.EXISTENCE))
                .applied();
    }

    private boolean isOrdered() {
        return parts.events().isHeard() || parts.source().isWritten();
    }

    private <T> T inOrder(Tenant tenant, Collection<?> keys, Supplier<T> change) {
        return isOrdered() ? parts.locks().callAll(tenant, keys, change) : change.get();
    }

    private boolean isDirect(Assignment assignment, Source target) {
        return !target.isWritten()
                && !(parts.remembersAbsence() && isConditional(assignment))
                && (assignment.value() == null
                        || assignment.options().timeToLive().isPresent()
                        || parts.expiration().isDirect());
    }

    /** Whether it depends on whether there is a value: to a store an absence that is remembered is one. */
    private static boolean isConditional(Assignment assignment) {
        return !assignment.expected().equals(Expectation.ANY);
    }

    private Result direct(Tenant tenant, Object key, Assignment assignment, long start) {
        return directed(tenant, assignment, authority.write(tenant, write(key, assignment)), key, start);
    }

    private Write write(Object key, Assignment assignment) {
        Write.Effect effect =
                assignment.value() == null ? new Write.Remove() : store(assignment.value(), assignment.options());
        boolean asksForValue = assignment.value() == null && parts.remembersAbsence();
        Answer answer = parts.events().isHeard() || asksForValue ? Answer.PREVIOUS : assignment.answer();
        return new Write(key, assignment.expected(), effect, answer);
    }

    private Write.Store store(Object value, EntryOptions options) {
        Payload payload = parts.payloads().toPayload(value, options);
        Expiration expiration = parts.expiration();
        Long asked = options.timeToLive().map(expiration::within).orElse(null);
        return asked != null
                ? expiration.store(payload, asked, asked, 0)
                : expiration.store(payload, expiration.created(), expiration.updated(), 0);
    }

    private Result directed(Tenant tenant, Assignment assignment, Outcome outcome, Object key, long start) {
        Object previous = parts.payloads().toValue(outcome.previous());
        Change change = !outcome.applied()
                ? new Change.Keep()
                : assignment.value() == null ? new Change.Remove() : new Change.Set(assignment.value());
        boolean existed = outcome.existed() && !Payloads.isAbsence(outcome.previous());
        count(tenant, assignment, change, existed, start);
        tell(tenant, key, change, previous, false);
        return new Result(outcome.applied(), existed, previous, null);
    }

    private Map<Object, Result> applyAll(Tenant tenant, Map<?, ? extends Mutation> mutations, Source target) {
        boolean allDirect = mutations.values().stream()
                .allMatch(mutation -> mutation instanceof Assignment assignment && isDirect(assignment, target));
        return inOrder(
                tenant,
                mutations.keySet(),
                () -> allDirect ? directAll(tenant, mutations) : compareAndSetAll(tenant, mutations, target));
    }

    private Map<Object, Result> directAll(Tenant tenant, Map<?, ? extends Mutation> mutations) {
        long start = parts.statistics().start();
        List<Object> keys = new ArrayList<>();
        List<Assignment> assignments = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        mutations.forEach((key, mutation) -> {
            keys.add(key);
            assignments.add((Assignment) mutation);
            writes.add(write(parts.payloads().own(key), (Assignment) mutation));
        });
        List<Outcome> outcomes = authority.write(tenant, writes);
        Map<Object, Result> results = new HashMap<>();
        long share = parts.statistics().share(start, keys.size());
        for (int i = 0; i < keys.size(); i++) {
            int at = i;
            results.put(
                    keys.get(i),
                    settled(() -> directed(tenant, assignments.get(at), outcomes.get(at), keys.get(at), share)));
        }
        return results;
    }

    private Map<Object, Result> compareAndSetAll(Tenant tenant, Map<?, ? extends Mutation> mutations, Source target) {
        long start = parts.statistics().start();
        boolean mayLoad = mutations.values().stream().anyMatch(Mutation::mayLoad);
        Map<Object, Lookup> lookups = mayLoad
                ? parts.lookUpToLoad(tenant, mutations.keySet())
                : authority.readAll(tenant, mutations.keySet());
        Leases.Held held = leases.hold(tenant, lookups);
        try {
            return compareAndSetAll(tenant, mutations, target, new Looked(lookups, held, start));
        } finally {
            held.release();
        }
    }

    /** What was found of many keys, and since when they have been worked on. */
    private record Looked(Map<Object, Lookup> lookups, Leases.Held held, long start) {}

    private Map<Object, Result> compareAndSetAll(
            Tenant tenant, Map<?, ? extends Mutation> mutations, Source target, Looked looked) {
        Map<Object, Result> results = new HashMap<>();
        List<Object> keys = new ArrayList<>();
        List<CompareAndSet> tried = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        mutations.forEach((key, mutation) -> {
            var change = new CompareAndSet(tenant, parts.payloads().own(key), mutation, looked.start());
            change.target = target;
            try {
                Write write =
                        change.attempt(Objects.requireNonNull(looked.lookups().get(key)));
                if (write == null) {
                    results.put(key, change.done());
                } else {
                    keys.add(key);
                    tried.add(change);
                    writes.add(write);
                    looked.held().end(write);
                }
            } catch (RuntimeException e) {
                results.put(key, Result.failed(e));
            }
        });
        List<Outcome> outcomes = writes.isEmpty() ? List.of() : authority.write(tenant, writes);
        for (int i = 0; i < tried.size(); i++) {
            int at = i;
            results.put(keys.get(i), settled(() -> tried.get(at).finish(outcomes.get(at))));
        }
        return results;
    }

    /** What one key of many fails with, a listener's exception say, keeps nobody from hearing of the others. */
    private static Result settled(Supplier<Result> end) {
        try {
            return end.get();
        } catch (RuntimeException e) {
            return Result.failed(e);
        }
    }

    private void count(Tenant tenant, Mutation mutation, Change change, boolean existed, long start) {
        Statistics statistics = parts.statistics();
        if (mutation.isLookup() && existed) {
            statistics.hit(tenant, parts.authorityTier(), start);
        } else if (mutation.isLookup()) {
            statistics.missed(tenant, start);
        }
        if (change instanceof Change.Set) {
            statistics.put(tenant, start);
        } else if (change instanceof Change.Remove && existed) {
            statistics.removed(tenant, start);
        }
    }

    private void tell(Tenant tenant, Object key, Change change, @Nullable Object previous, boolean expires) {
        EntryEvents events = parts.events();
        if (!events.isHeard()) {
            return;
        }
        Object value = change instanceof Change.Set set
                ? set.value()
                : change instanceof Change.Load load ? load.value() : null;
        if (value != null && previous != null) {
            events.updated(tenant, key, value, previous);
        } else if (value != null && !expires) {
            events.created(tenant, key, value);
        } else if (change instanceof Change.Remove && previous != null) {
            events.removed(tenant, key, previous);
        }
        if (expires && previous != null) {
            events.expired(tenant, key, value == null ? previous : value);
        }
    }

    private static void backOff(int attempt) {
        int bound = Math.min(LONGEST_BACKOFF_NANOS, 1_000 << Math.min(attempt, 16));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(bound));
    }

    /** One mutation on its way through as many attempts as it takes. */
    private final class CompareAndSet {

        private final Tenant tenant;
        private final Object key;
        private final Mutation mutation;
        private final long start;
        private Source target = parts.source();
        private boolean written;
        private @Nullable Object current;
        private Change change = new Change.Keep();
        private boolean expires;

        CompareAndSet(Tenant tenant, Object key, Mutation mutation, long start) {
            this.tenant = tenant;
            this.key = key;
            this.mutation = mutation;
            this.start = start;
        }

        Result run() {
            return isDoneAtOnce() ? done() : afterOthers();
        }

        private boolean isDoneAtOnce() {
            if (!mutation.mayLoad()) {
                return isCarriedOut(attempt(authority.read(tenant, key)));
            }
            Map<Object, Lookup> lookups = parts.lookUpToLoad(tenant, List.of(key));
            Leases.Held held = leases.hold(tenant, lookups);
            try {
                Write write = attempt(Objects.requireNonNull(lookups.get(key)));
                if (write != null) {
                    held.end(write);
                }
                return isCarriedOut(write);
            } finally {
                held.release();
            }
        }

        private boolean isCarriedOut(@Nullable Write write) {
            return write == null || isSettled(authority.write(tenant, write));
        }

        /** Whether its write was applied, or need not be: what was loaded is not stored then, as with every load. */
        private boolean isSettled(Outcome outcome) {
            if (!outcome.applied() && change instanceof Change.Load) {
                change = new Change.Keep();
                return true;
            }
            return outcome.applied();
        }

        /** Decides, and tells the source: what is then to be written, or null if that is all. */
        @Nullable
        Write attempt(Lookup lookup) {
            Entry entry = lookup.entry();
            current = parts.payloads().toValue(entry);
            change = mutation.of(current);
            Step step = Step.of(change, current != null, parts.expiration(), parts.payloads());
            expires = step.expires();
            if (change instanceof Change.Set set) {
                target.write(key, set.value());
                written = target.isWritten();
            } else if (change instanceof Change.Remove) {
                target.delete(key);
                written = target.isWritten();
            }
            Write.Effect effect = step.effect();
            if (effect == null && written && !expires) {
                effect = new Write.Remove();
            }
            if (change instanceof Change.Load && lookup.stamp().isOver()) {
                change = new Change.Keep();
                return null;
            }
            return effect == null ? null : new Write(key, expected(lookup), effect, Answer.EXISTENCE);
        }

        /** One that is there still was not invalidated; where there is none, that is to be looked at. */
        private Expectation expected(Lookup lookup) {
            Entry entry = lookup.entry();
            if (entry != null) {
                return Expectation.revision(entry.revision());
            }
            return change instanceof Change.Load ? Expectation.unchangedSince(lookup.stamp()) : Expectation.ABSENT;
        }

        /** After the first attempt's write: done, or once more until it is. */
        Result finish(Outcome first) {
            return isSettled(first) ? done() : afterOthers();
        }

        private Result afterOthers() {
            // Those of this JVM now wait for each other here, so that each loses against other nodes alone.
            return parts.locks().call(tenant, key, this::again);
        }

        private Result again() {
            for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
                backOff(attempt);
                if (isDoneAtOnce()) {
                    return done();
                }
            }
            throw new CacheException("An operation of the cache '" + parts.cache() + "' was given up: " + MOST_ATTEMPTS
                    + " times in a row another writer changed the entry first. Spread the load over more keys");
        }

        Result done() {
            boolean existed = current != null;
            count(tenant, mutation, expires && !existed ? new Change.Keep() : change, existed, start);
            tell(tenant, key, change, current, expires);
            boolean applied = !(change instanceof Change.Keep || change instanceof Change.Access);
            return new Result(applied, existed, current, null);
        }
    }
}
