package io.tenantcache.tier;

import io.tenantcache.CacheTrace;
import io.tenantcache.Invalidation;
import io.tenantcache.ReadPoint;
import io.tenantcache.Tenant;
import io.tenantcache.near.NearTier;
import io.tenantcache.near.Trust;
import io.tenantcache.store.Deadline;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
import io.tenantcache.store.RemoteEntries;
import io.tenantcache.store.RemoteUnavailableException;
import io.tenantcache.store.Stamp;
import io.tenantcache.store.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * One cache in both tiers: the remote one is the authority, the near one follows it. While the remote tier is away the near
 * one stands in, and what changes is journalled. Never throws for the remote tier's sake.
 */
public final class TieredStore implements EntryStore {

    private final String cache;
    private final NearTier near;
    private final RemoteEntries remote;
    private final Remote way;
    private final Payloads payloads;

    /**
     * The way to the remote tier.
     *
     * @param gate what is asked and told passes it
     * @param coherence what was heard from it
     */
    public record Remote(RemoteGate gate, Coherence coherence) {}

    /** Of that cache. */
    public TieredStore(String cache, NearTier near, RemoteEntries remote, Remote way, Payloads payloads) {
        this.cache = cache;
        this.near = near;
        this.remote = remote;
        this.way = way;
        this.payloads = payloads;
    }

    /** The remote entry, whose payload is the caller's own; it is kept near. */
    @Override
    public Lookup read(Tenant tenant, Object key) {
        return Objects.requireNonNull(readAll(tenant, List.of(key)).get(key));
    }

    @Override
    public Map<Object, Lookup> readAll(Tenant tenant, Collection<?> keys) {
        Deadline deadline = remote.readDeadline();
        return readInParts(tenant, keys, null, part -> remote.read(tenant, part, deadline));
    }

    @Override
    public Map<Object, Lookup> readToLoad(Tenant tenant, Collection<?> keys, long lease, @Nullable ReadPoint since) {
        Deadline deadline = remote.readDeadline();
        boolean isAged = since != null && since.isKnown();
        return readInParts(tenant, keys, since, part -> remote.readToLoad(tenant, part, lease, isAged, deadline));
    }

    @Override
    public void release(Tenant tenant, Collection<?> keys, long lease) {
        way.gate().run(() -> remote.release(tenant, keys, lease));
    }

    @Override
    public void renew(Tenant tenant, Collection<?> keys, long lease) {
        remote.renew(tenant, keys, lease);
    }

    /** Reads of the remote tier, in as many parts as it wants; where it does not answer, of the near one. */
    private Map<Object, Lookup> readInParts(
            Tenant tenant,
            Collection<?> keys,
            @Nullable ReadPoint since,
            Function<Collection<?>, RemoteEntries.Found> fromRemote) {
        Map<Object, Lookup> lookups = new HashMap<>();
        List<Object> all = new ArrayList<>(keys);
        for (int from = 0; from < all.size(); from += RemoteEntries.MOST_KEYS) {
            List<Object> part = all.subList(from, Math.min(all.size(), from + RemoteEntries.MOST_KEYS));
            Map<Object, Lookup> found = readPart(tenant, since, () -> fromRemote.apply(part));
            lookups.putAll(found == null ? inOutage(tenant, part, since) : found);
        }
        return lookups;
    }

    private Map<Object, Lookup> inOutage(Tenant tenant, Collection<?> keys, @Nullable ReadPoint since) {
        NearTier.InOutage answer = near.readInOutage(tenant, keys, inOutage(since));
        if (answer.uncertain() > 0) {
            CacheTrace.recordStale();
            payloads.statistics().servedStale(tenant, answer.uncertain());
        }
        return answer.lookups();
    }

    /** What the others change meanwhile is not heard of: what may be older than the bound already is not to be kept. */
    private @Nullable ReadPoint inOutage(@Nullable ReadPoint since) {
        return since != null
                        && System.nanoTime() - since.nanoTime()
                                > way.coherence().boundNanos()
                ? ReadPoint.UNKNOWN
                : since;
    }

    private @Nullable Map<Object, Lookup> readPart(
            Tenant tenant, @Nullable ReadPoint since, Supplier<RemoteEntries.Found> fromRemote) {
        long position = near.position(tenant);
        long asked = near.nanoTime();
        // After the position: should the hearing end, all that was fetched before is refused.
        Hearing hearing = way.coherence().of(tenant);
        Hearing.Mark mark = way.coherence().mark(hearing);
        RemoteEntries.Found found = way.gate().through(fromRemote);
        if (found == null) {
            return null;
        }
        int term = way.coherence().answered(tenant, hearing, mark, found.at());
        if (term != Trust.NEVER) {
            near.believe(tenant, term, position);
        }
        found.lookups().replaceAll((key, lookup) -> {
            Lookup own = own(lookup, position);
            Entry entry = own.entry();
            Object value = payloads.toValue(entry);
            boolean readable = value != null || Payloads.isAbsence(entry);
            if (term != Trust.NEVER && entry != null && readable) {
                near.keep(tenant, payloads.own(key), payloads.toNear(entry, value), position, asked);
            }
            return own;
        });
        if (since != null && !isQuiet(found, since)) {
            endLeases(tenant, found.lookups());
            found.lookups().replaceAll((key, lookup) -> lookup.over());
        }
        return found.lookups();
    }

    /**
     * Whether nothing of the tenant has changed since that moment, as its age tells: what two clocks run apart in that time is less than
     * a thousandth of it.
     */
    private static boolean isQuiet(RemoteEntries.Found found, ReadPoint since) {
        long age = System.nanoTime() - since.nanoTime();
        return since.isKnown() && found.quietNanos() > age + age / 1000;
    }

    private void endLeases(Tenant tenant, Map<Object, Lookup> lookups) {
        long token = Stamp.NO_LEASE;
        List<Object> leased = new ArrayList<>();
        for (Map.Entry<Object, Lookup> lookup : lookups.entrySet()) {
            long lease = lookup.getValue().stamp().lease();
            if (lease != Stamp.NO_LEASE) {
                token = lease; // a look-up has one for all of its keys
                leased.add(lookup.getKey());
            }
        }
        if (!leased.isEmpty()) {
            release(tenant, leased, token);
        }
    }

    /** The look-up with values of the caller's own, where they can be read. */
    private Lookup own(Lookup lookup, long position) {
        Stamp stamp = new Stamp(position, lookup.stamp().lease());
        // A wake that is lost costs no more than a change that is.
        long patience = way.coherence().patienceMillis();
        return lookup.with(stamp, Math.min(lookup.leasedMillis(), patience), entry -> {
            Object value = payloads.toValue(entry);
            return value == null ? entry : entry.with(entry.payload().withReference(value));
        });
    }

    /** A part at a time: if the remote tier goes away in between, what it carried out is done, and the near tier does the rest. */
    @Override
    public List<Outcome> write(Tenant tenant, List<Write> writes) {
        List<Outcome> outcomes = new ArrayList<>(writes.size());
        Write.inParts(writes).forEach(part -> outcomes.addAll(writePart(tenant, part)));
        return outcomes;
    }

    private List<Outcome> writePart(Tenant tenant, List<Write> writes) {
        if (writes.stream().allMatch(TieredStore::isNearFill)) {
            return near.write(tenant, writes);
        }
        long asked = near.nanoTime();
        List<NearTier.@Nullable Announced> announced = new ArrayList<>(writes.size());
        List<Invalidation.Scope> changed = changed(writes);
        List<Outcome> outcomes = null;
        // What this writes is kept near: from now on the others' changes are heard, or it is refused with the rest.
        Hearing hearing = way.coherence().of(tenant);
        Hearing.Mark mark = way.coherence().mark(hearing);
        try {
            for (Write write : writes) {
                announced.add(isChange(write) ? near.announceWrite(tenant, write.key()) : null);
            }
            RemoteEntries.Written written =
                    way.gate().change(tenant, changed, () -> remote.write(tenant, mark.generation(), writes));
            if (written != null) {
                way.coherence().wrote(hearing, mark, written.at());
                outcomes = written.outcomes();
            }
        } finally {
            for (int i = 0; i < announced.size(); i++) {
                end(tenant, writes.get(i), announced.get(i), outcomes == null ? null : outcomes.get(i), asked);
            }
            if (outcomes != null && !way.coherence().goesOn(hearing, mark)) {
                // Its answer may have come in a later subscription than the write: what changed since was not told in
                // that.
                writes.stream().filter(write -> !isChange(write)).forEach(fill -> near.invalidate(tenant, fill.key()));
            }
        }
        return outcomes == null ? standIn(tenant, writes, changed) : withReferences(outcomes, announced);
    }

    private void end(
            Tenant tenant, Write write, NearTier.@Nullable Announced announced, @Nullable Outcome outcome, long asked) {
        if (announced == null) {
            if (outcome != null && outcome.applied()) {
                follow(tenant, write, asked);
            }
        } else if (outcome != null && !outcome.applied() && write.expected().kind() == Expectation.Kind.ABSENT) {
            announced.endUnchanged();
        } else {
            announced.end(written(write, outcome));
        }
    }

    /** A cache by reference answers the very value that it was given, as long as this node holds it. */
    private List<Outcome> withReferences(List<Outcome> outcomes, List<NearTier.@Nullable Announced> announced) {
        if (!payloads.isByReference()) {
            return outcomes;
        }
        List<Outcome> answers = new ArrayList<>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            NearTier.Announced announcement = announced.get(i);
            answers.add(withReference(outcomes.get(i), announcement == null ? null : announcement.before()));
        }
        return answers;
    }

    private Outcome withReference(Outcome outcome, @Nullable Object held) {
        Entry previous = outcome.previous();
        if (previous == null || held == null || !held.equals(payloads.toValue(previous))) {
            return outcome;
        }
        Entry same = new Entry(new Payload(held, null), previous.revision(), previous.ttlMillis());
        return new Outcome(outcome.applied(), outcome.previousMillis(), same);
    }

    /** Whether it fills what was loaded without a lease: the remote tier would refuse it. */
    private static boolean isNearFill(Write write) {
        return write.expected().isFill() && write.expected().stamp().lease() == Stamp.NO_LEASE;
    }

    /** Whether it may give the key another value. */
    private static boolean isChange(Write write) {
        return !write.expected().isFill() && !(write.effect() instanceof Write.Expire);
    }

    private static @Nullable Entry written(Write write, @Nullable Outcome outcome) {
        return outcome != null && outcome.applied() && write.effect() instanceof Write.Store store
                ? store.after(outcome.previousMillis())
                : null;
    }

    private void follow(Tenant tenant, Write write, long asked) {
        if (write.effect() instanceof Write.Store store) {
            near.keep(
                    tenant,
                    write.key(),
                    store.after(Outcome.NONE),
                    write.expected().stamp().near(),
                    asked);
        } else if (write.effect() instanceof Write.Expire expire) {
            near.expire(tenant, write.key(), expire.ttlMillis(), asked);
        }
    }

    /** While the remote tier is away, what is near; once begun, a scan of the remote tier fails with it. */
    @Override
    public Iterator<Keyed> scan(Tenant tenant) {
        Iterator<Keyed> remoteEntries = way.gate().through(() -> remote.scan(tenant));
        return remoteEntries == null ? near.scan(tenant) : new RemoteScan(remoteEntries);
    }

    /** Tells the caller that the entries are not complete, should the remote tier fail in the middle. */
    private record RemoteScan(Iterator<Keyed> entries) implements Iterator<Keyed> {
        @Override
        public boolean hasNext() {
            try {
                return entries.hasNext();
            } catch (RemoteUnavailableException e) {
                throw new CacheException("The remote tier failed in the middle of an iteration", e);
            }
        }

        @Override
        public Keyed next() {
            return entries.next();
        }
    }

    /** What the writes may give another meaning: fills do not. */
    private List<Invalidation.Scope> changed(List<Write> writes) {
        List<Invalidation.Scope> changed = new ArrayList<>(writes.size());
        for (Write write : writes) {
            if (!write.expected().isFill()) {
                changed.add(new Invalidation.Key(cache, write.key()));
            }
        }
        return changed;
    }

    private List<Outcome> standIn(Tenant tenant, List<Write> writes, List<Invalidation.Scope> changed) {
        if (changed.isEmpty()) {
            return near.write(tenant, writes);
        }
        // Before, so that nobody reads the remote tier as it was; and after, for it may have been told in between.
        way.gate().postpone(tenant, changed);
        List<Outcome> outcomes = near.write(tenant, writes);
        way.gate().postpone(tenant, changed);
        return outcomes;
    }
}
