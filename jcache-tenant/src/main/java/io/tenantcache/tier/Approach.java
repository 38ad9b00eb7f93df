package io.tenantcache.tier;

import io.tenantcache.CacheLoadRejectedException;
import io.tenantcache.CacheTrace;
import io.tenantcache.EntryOptions;
import io.tenantcache.ReadPoint;
import io.tenantcache.Tier;
import io.tenantcache.config.LoadConfig;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Stamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * One caller's way to the value of a key: what the authority has, what it loads itself, or what another caller of this or of another
 * node loads.
 *
 * @param <X> what the loader may fail with
 */
final class Approach<X extends Exception> {

    /*
     * The way has places at which a caller waits: for another caller's flight, for another node's lease, for the source. From one to
     * the next it goes in legs, so that the same way serves a caller whose thread is held (arrive) and one that holds none (Standby).
     * Legs follow each other, on one thread or on many; only an abandonment may come from elsewhere, in the midst of one.
     */

    private final CacheParts parts;
    private final Findings findings;
    private final LoadMeans means;
    private final Request request;
    private final Flights.Key key;

    /** Its own, if it flies itself. */
    private volatile @Nullable Flight flight;

    private volatile LoadRunner.@Nullable Running<Map<Object, Load.Loaded>> running;
    private volatile boolean away;

    /** Hears whether a value was found. */
    interface Count {
        void answered(Tier tier);
    }

    /**
     * What one caller asks for.
     *
     * @param since the earliest state of the source that it may load; null for what is there when the load begins
     */
    record Request(
            Flights.Key key,
            Loading loading,
            Patience patience,
            Count count,
            @Nullable ReadPoint since) {}

    /** Not begun. */
    Approach(CacheParts parts, Findings findings, LoadMeans means, Request request) {
        this.parts = parts;
        this.findings = findings;
        this.means = means;
        this.request = request;
        this.key = request.key();
    }

    /** Goes the whole way on the calling thread, which waits. */
    @Nullable
    Object arrive() throws X {
        Leg<X> leg = go(this::begin);
        while (leg instanceof Leg.Wait<X> wait) {
            try {
                Leg.await(wait.event(), wait.millis(), parts.cache());
            } catch (CacheException interrupted) {
                abandon(interrupted);
                throw interrupted;
            }
            leg = go(wait.next());
        }
        return ((Leg.End<X>) leg).value();
    }

    /** Goes on; if that fails, so does a flight of its own. */
    Leg<X> go(Leg.Next<X> next) throws X {
        try {
            return next.go();
        } catch (Throwable failure) {
            abandon(failure);
            throw failure;
        }
    }

    /** It does not go on, for that reason. What it was loading is not stored. */
    void abandon(Throwable failure) {
        LoadRunner.Running<?> loading = running;
        if (loading != null) {
            loading.stop();
        }
        Flight mine = flight;
        if (mine != null) {
            mine.fail(failure);
            means.flights().leave(key, mine);
        }
    }

    /** Its caller has gone, and gets the value later: the loader is not to hold up the threads on which others arrive. */
    void goesAway() {
        away = true;
    }

    /** The first leg. */
    Leg<X> begin() throws X {
        if (means.flights().isRunHere(key)) {
            throw new IllegalStateException("A loader of the cache '" + parts.cache()
                    + "' asked the cache for the very key that it loads: let it ask the source");
        }
        while (true) {
            Flight mine = newFlight();
            Flight other = means.flights().join(key, mine);
            if (other == null) {
                return takeOff(mine);
            }
            if (parts.near().unchangedSince(key.tenant(), key.key(), other.stamp())) {
                return join(other);
            }
            // It began before an invalidation that this caller may know of: its value is not for us.
            if (means.flights().replace(key, other, mine)) {
                return takeOff(mine);
            }
        }
    }

    private Flight newFlight() {
        long position = parts.near().position(key.tenant());
        ReadPoint since = request.since();
        return new Flight(since == null ? position : Math.min(position, since.position()));
    }

    /** Waits for another caller of this JVM, but no longer than a load has its key to itself. */
    private Leg<X> join(Flight other) {
        long timeout = limits().timeout().toMillis();
        long first = Math.min(timeout, request.patience().leftMillis(true));
        return new Leg.Wait<>(other.end(), first, () -> {
            if (other.end().isDone() || other.fallback() != null || first == timeout) {
                return joined(other);
            }
            long second = Math.min(timeout - first, request.patience().leftMillis(false));
            return new Leg.Wait<>(other.end(), second, () -> joined(other));
        });
    }

    private Leg<X> joined(Flight other) throws X {
        Flight.Landing landing = other.<X>landed();
        if (landing == null) {
            landing = other.fallback();
            if (landing == null && request.patience().isOver()) {
                throw means.runner().tookTooLong();
            }
        }
        if (other.isForItsCaller()) {
            return begin();
        }
        if (landing != null && parts.near().tagsUnchangedSince(key.tenant(), landing.tags(), other.stamp())) {
            request.count().answered(landing.tier());
            findings.shared(key.tenant(), landing);
            return new Leg.End<>(parts.payloads().copy(landing.payload(), landing.value()));
        }
        // It began before an invalidation that this caller may know of, or takes too long: its value is not for us.
        Flight mine = newFlight();
        return means.flights().replace(key, other, mine) ? takeOff(mine) : begin();
    }

    private Leg<X> takeOff(Flight mine) throws X {
        flight = mine;
        means.flights().takeOff(key, mine);
        if (!request.loading().isAsynchronous()) {
            mine.isRunHere();
        }
        boolean rests = means.rests().lasts(key.tenant(), key.key());
        // While a key rests nobody is kept from loading it.
        return lookUp(mine, rests, rests ? Stamp.NO_LEASE : Leases.newToken());
    }

    /** What the authority has of a key, and what of it can be read and served. */
    private record Look(Lookup lookup, Flight.@Nullable Landing found, Flight.@Nullable Landing stale) {}

    /** What the authority has, and the lease if it has nothing: once no other caller holds that, or there is something to serve. */
    private Leg<X> lookUp(Flight mine, boolean rests, long token) throws X {
        CompletableFuture<?> wake = mine.nextWake();
        Lookup lookup = Objects.requireNonNull(parts.authority()
                .readToLoad(key.tenant(), List.of(key.key()), token, request.since())
                .get(key.key()));
        Look look = new Look(lookup, findings.found(key.tenant(), key.key(), lookup), findings.stale(lookup));
        boolean serves = look.found() != null || look.stale() != null;
        if (token == Stamp.NO_LEASE && !serves) {
            return lookUp(mine, rests, Leases.newToken());
        }
        long left = request.patience().leftMillis(serves);
        if (lookup.leasedMillis() == 0 || left == 0 || (serves && findings.isServedAtOnce(lookup))) {
            return seen(mine, look, rests);
        }
        return new Leg.Wait<>(wake, Math.min(left, lookup.leasedMillis()), () -> lookUp(mine, rests, token));
    }

    private Leg<X> seen(Flight mine, Look look, boolean rests) throws X {
        Lookup lookup = look.lookup();
        if (look.found() != null) {
            request.count().answered(look.found().tier());
            if (lookup.isDue() && !rests) {
                reload(lookup);
            }
            return land(mine, look.found());
        }
        Flight.Landing stale = look.stale();
        // In memory only there is no lease to tell of a load for which its caller does not wait any more.
        boolean isOthers =
                lookup.leasedMillis() > 0 || (stale != null && means.flights().isAsked(key));
        if (stale != null && (rests || isOthers || findings.isServedAtOnce(lookup))) {
            request.count().answered(stale.tier());
            if (!rests && !isOthers) {
                reload(lookup);
            } else if (!rests && !findings.isServedAtOnce(lookup)) {
                // Another caller's load takes too long: who comes next is not to wait for that again.
                means.rests().begin(key.tenant(), key.key());
            }
            return land(mine, findings.served(key.tenant(), stale));
        }
        if (isOthers) {
            throw means.runner().tookTooLong();
        }
        request.count().answered(Tier.SOURCE);
        mine.offer(stale);
        if (lookup.stamp().isOver()) {
            // First of all: who hears of it looks for another one.
            means.flights().part(key, mine);
            mine.goAlone();
        } else {
            means.flights().asking(key);
        }
        return load(mine, loadOf(lookup, mine));
    }

    private Leg<X> load(Flight mine, Load load) {
        Flight.Landing stale = mine.fallback();
        LoadRunner.Running<Map<Object, Load.Loaded>> begun;
        try {
            begun = means.runner().begin(key.tenant(), load, where());
        } catch (CacheLoadRejectedException refused) {
            if (stale == null) {
                throw refused;
            }
            return landInstead(mine, stale);
        }
        running = begun;
        return new Leg.Wait<>(begun.end(), request.patience().leftMillis(stale != null), () -> loaded(mine, begun));
    }

    private LoadRunner.Where where() {
        if (!request.loading().isAsynchronous()) {
            return means.runner().ofHeldCaller();
        }
        return away ? LoadRunner.Where.APART : LoadRunner.Where.HERE;
    }

    private Leg<X> loaded(Flight mine, LoadRunner.Running<Map<Object, Load.Loaded>> begun) throws X {
        Flight.Landing stale = mine.fallback();
        LoadRunner.Done<Map<Object, Load.Loaded>> done;
        try {
            done = means.runner().<Map<Object, Load.Loaded>, X>outcome(begun, request.patience(), stale != null);
        } catch (Exception failure) {
            if (stale == null) {
                throw failure;
            }
            done = null;
        }
        if (done == null) {
            return landInstead(mine, Objects.requireNonNull(stale));
        }
        CacheTrace.record(Tier.SOURCE);
        Load.Loaded loaded = done.result().get(key.key());
        return land(
                mine,
                loaded == null
                        ? Flight.Landing.NOTHING
                        : new Flight.Landing(loaded.payload(), loaded.value(), Tier.SOURCE, false, loaded.tags()));
    }

    /** With what is stale in the place of what was not loaded. */
    private Leg<X> landInstead(Flight mine, Flight.Landing stale) {
        means.rests().begin(key.tenant(), key.key());
        return land(mine, findings.served(key.tenant(), stale));
    }

    private Leg<X> land(Flight mine, Flight.Landing landing) {
        mine.land(landing);
        means.flights().leave(key, mine);
        return new Leg.End<>(landing.value());
    }

    /** Unless nothing of it would be stored: the next caller has it loaded. */
    private void reload(Lookup lookup) {
        if (!lookup.stamp().isOver()) {
            means.reloads().start(key.tenant(), loadOf(lookup, null));
        }
    }

    private Load loadOf(Lookup lookup, @Nullable Flight mine) {
        Load.Call call = mine == null ? new One(request.loading(), key.key()) : new OfFlight(mine);
        // Whom an invalidation has kept from joining the flight may load at the same time: of the two, only that value
        // is to be stored.
        Lookup asOf = mine == null ? lookup : lookup.since(mine.stamp());
        return new Load(parts, means.leases(), key.tenant(), Map.of(key.key(), asOf), call);
    }

    private LoadConfig limits() {
        return parts.behaviour().loads().limits();
    }

    /** Asks the source for one key. */
    private record One(Loading loading, Object key) implements Load.Call {

        @Override
        public CompletableFuture<Map<Object, Object>> values(Collection<Object> keys) {
            return loading.ask(key);
        }

        @Override
        public EntryOptions optionsOf(Object value) {
            return loading.optionsOf(value);
        }

        @Override
        public Optional<EntryOptions> optionsOfAbsence() {
            return loading.optionsOfAbsence();
        }
    }

    /** Asks the source on behalf of a flight: the application's code must not ask for the same key. */
    private final class OfFlight implements Load.Call {

        private final Flight mine;

        OfFlight(Flight mine) {
            this.mine = mine;
        }

        @Override
        public CompletableFuture<Map<Object, Object>> values(Collection<Object> keys) {
            return within(() -> request.loading().ask(key.key()));
        }

        @Override
        public EntryOptions optionsOf(Object value) {
            return within(() -> request.loading().optionsOf(value));
        }

        @Override
        public Optional<EntryOptions> optionsOfAbsence() {
            return within(() -> request.loading().optionsOfAbsence());
        }

        private <T> T within(Supplier<T> call) {
            mine.isRunHere();
            try {
                return call.get();
            } finally {
                if (request.loading().isAsynchronous()) {
                    // The thread goes on to others' loads.
                    mine.isRunNowhere();
                }
            }
        }

        @Override
        public void ended() {
            if (!mine.isForItsCaller()) {
                means.flights().asked(key);
            }
        }
    }
}
