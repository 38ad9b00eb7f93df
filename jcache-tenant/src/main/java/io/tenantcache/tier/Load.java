package io.tenantcache.tier;

import io.tenantcache.EntryOptions;
import io.tenantcache.Tenant;
import io.tenantcache.store.Entry;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Write;
import io.tenantcache.store.Write.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One load of some keys, and the store of what it brings: only if nothing that covers a key was invalidated since its look-up, and no
 * other value came first. It holds the leases that the look-ups gave until it ends, or is given up.
 */
final class Load implements LoadRunner.Work<Map<Object, Load.Loaded>> {

    /** A value of the source, null for an absence, and the payload to copy it from; that is null if it cannot be stored. */
    record Loaded(@Nullable Object value, @Nullable Payload payload, List<String> tags) {}

    /** Asks the source. */
    interface Call {

        /**
         * The values that there are. Never fails itself; completed on a thread that may wait for Redis, the calling one or one of the
         * cache's own.
         */
        CompletableFuture<Map<Object, Object>> values(Collection<Object> keys);

        /** What a value is stored with. */
        default EntryOptions optionsOf(Object value) {
            return EntryOptions.none();
        }

        /** The load has ended, or is not wanted any more; may be told again. */
        default void ended() {}

        /** What it is stored with that there is no value; empty if it is not stored. */
        default Optional<EntryOptions> optionsOfAbsence() {
            return Optional.of(EntryOptions.none());
        }
    }

    private final CacheParts parts;
    private final Tenant tenant;
    private final Map<Object, Lookup> lookups;
    private final Call call;
    private final Leases.Held leases;

    /** Of the keys that were looked up. */
    Load(CacheParts parts, Leases leases, Tenant tenant, Map<Object, Lookup> lookups, Call call) {
        this.parts = parts;
        this.tenant = tenant;
        this.lookups = lookups;
        this.call = call;
        this.leases = leases.hold(tenant, lookups);
    }

    /** The keys. */
    Collection<Object> keys() {
        return lookups.keySet();
    }

    @Override
    public CompletableFuture<Map<Object, Loaded>> begin() {
        CompletableFuture<Map<Object, Loaded>> end = new CompletableFuture<>();
        long begun = System.nanoTime();
        CompletableFuture<?> unused = call.values(lookups.keySet()).whenComplete((values, failure) -> {
            parts.statistics().loaded(tenant, begun, failure != null);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            Map<Object, Loaded> loaded = Map.of();
            Throwable failed = failure;
            try {
                if (failed == null) {
                    loaded = fill(values, millis);
                }
            } catch (Throwable notFilled) {
                failed = notFilled;
            }
            // Before anybody hears of the end: who does may ask for the key again.
            try {
                giveUp();
            } finally {
                Loading.settle(end, loaded, failed);
            }
        });
        return end;
    }

    /** What it is stored with that there is no value; null if that is not remembered, or {@code loadAll} came upon a live value. */
    private @Nullable EntryOptions absent(Lookup lookup) {
        boolean isLive = !lookup.isDue() && parts.payloads().toValue(lookup.entry()) != null;
        if (!parts.remembersAbsence() || isLive) {
            return null;
        }
        Duration life = parts.behaviour().loads().limits().absentTtl();
        return call.optionsOfAbsence()
                .map(options -> options.timeToLive().isPresent() ? options : options.withTimeToLive(life))
                .orElse(null);
    }

    @Override
    public void giveUp() {
        leases.release();
        call.ended();
    }

    private Map<Object, Loaded> fill(Map<Object, Object> values, long millis) {
        Map<Object, Loaded> loaded = new HashMap<>();
        List<Fill> fills = new ArrayList<>();
        lookups.forEach((key, lookup) -> {
            Object value = values.get(key);
            EntryOptions options = value != null ? call.optionsOf(value) : absent(lookup);
            if (options != null) {
                Payload payload = value == null
                        ? Payloads.absence(options)
                        : parts.payloads().toPayloadIfPossible(value, options);
                loaded.put(key, new Loaded(value, payload, List.copyOf(options.tags())));
                if (payload != null) {
                    boolean replaces = replaces(lookup, payload);
                    Step step = replaces
                            ? Step.store(payload, options, true, parts.expiration())
                            : Step.load(payload, options, millis, parts.expiration());
                    if (step.effect() != null) {
                        fills.add(fill(key, lookup, value, step.effect(), replaces));
                    }
                }
            } else if (lookup.isDue() || lookup.stale() != null) {
                // The source has it no more: what is left of it is not to be served.
                fills.add(fill(key, lookup, null, new Write.Remove(), false));
            }
        });
        fills.removeIf(fill -> fill.lookup().stamp().isOver());
        store(fills);
        return loaded;
    }

    /** What is to be written of a key. */
    private record Fill(
            Write write, Lookup lookup, @Nullable Object value) {}

    /** Whether it is compared with the entry: one that is there still was not invalidated, unless it bore other tags. */
    private static boolean replaces(Lookup lookup, Payload payload) {
        return lookup.entry() != null && !lookup.isDue() && payload.tags().isEmpty();
    }

    private Fill fill(Object key, Lookup lookup, @Nullable Object value, Write.Effect effect, boolean replaces) {
        Expectation expected;
        Entry before = lookup.entry();
        if (before != null && replaces) {
            expected = Expectation.revision(before.revision());
        } else {
            expected =
                    lookup.isDue() ? Expectation.refreshes(lookup.stamp()) : Expectation.unchangedSince(lookup.stamp());
        }
        return new Fill(new Write(parts.payloads().own(key), expected, effect, Answer.EXISTENCE), lookup, value);
    }

    private void store(List<Fill> fills) {
        List<Write> writes = fills.stream().map(Fill::write).toList();
        List<Object> keys = writes.stream().map(Write::key).toList();
        if (writes.isEmpty() || !leases.use(keys)) {
            return;
        }
        if (!parts.events().isHeard()) {
            parts.authority().write(tenant, writes);
            return;
        }
        parts.locks().callAll(tenant, keys, () -> {
            List<Outcome> outcomes = parts.authority().write(tenant, writes);
            for (int i = 0; i < writes.size(); i++) {
                if (outcomes.get(i).applied()) {
                    tell(fills.get(i));
                }
            }
            return outcomes;
        });
    }

    private void tell(Fill fill) {
        Object key = fill.write().key();
        Object previous = parts.payloads().toValue(fill.lookup().entry());
        Object value = fill.value();
        if (value == null && !(fill.write().effect() instanceof Write.Remove)) {
            if (previous != null) {
                parts.events().expired(tenant, key, previous);
            }
        } else if (fill.write().effect() instanceof Write.Remove) {
            Object last = value == null ? previous : value;
            if (last != null) {
                parts.events().expired(tenant, key, last);
            }
        } else if (previous == null) {
            parts.events().created(tenant, key, Objects.requireNonNull(value));
        } else {
            parts.events().updated(tenant, key, Objects.requireNonNull(value), previous);
        }
    }
}
