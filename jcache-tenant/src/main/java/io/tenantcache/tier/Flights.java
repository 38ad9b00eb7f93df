package io.tenantcache.tier;

import io.tenantcache.Tenant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The loads of one cache in this JVM that callers wait for: of a key there is one that the next caller joins. Thread safe. */
final class Flights {

    private final ConcurrentMap<Key, Flight> flights = new ConcurrentHashMap<>();

    /** All that have not ended: those too that another one has replaced may wait for another node's load. */
    private final ConcurrentMap<Key, Set<Flight>> inTheAir = new ConcurrentHashMap<>();

    private final Set<Key> underWay = ConcurrentHashMap.newKeySet();

    /** Whose load of what. */
    record Key(Tenant tenant, Object key) {}

    /** The flight that there is; null if there was none: the given one is it now. */
    @Nullable
    Flight join(Key key, Flight mine) {
        return flights.putIfAbsent(key, mine);
    }

    /** Puts the given flight in the place of the other one, if that still has it. */
    boolean replace(Key key, Flight other, Flight mine) {
        return flights.replace(key, other, mine);
    }

    /** It sets out, to {@link #leave} at last: it is to be woken. */
    void takeOff(Key key, Flight mine) {
        inTheAir.compute(key, (same, others) -> {
            Set<Flight> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(mine);
            return all;
        });
    }

    /** Whether the calling thread runs the loader of one of that key. */
    boolean isRunHere(Key key) {
        return inTheAir.getOrDefault(key, Set.of()).stream().anyMatch(Flight::isMine);
    }

    /** Nobody is to join it any more. */
    void part(Key key, Flight mine) {
        flights.remove(key, mine);
    }

    /** It has ended: nobody is to join or wake it any more. */
    void leave(Key key, Flight mine) {
        part(key, mine);
        inTheAir.computeIfPresent(key, (same, others) -> {
            others.remove(mine);
            return others.isEmpty() ? null : others;
        });
    }

    /** The source is about to be asked, and will be until {@link #asked}, though no caller may be left. */
    void asking(Key key) {
        underWay.add(key);
    }

    /** The source has answered, or its answer is not wanted any more. */
    void asked(Key key) {
        underWay.remove(key);
    }

    /** Whether the source is being asked for a caller. */
    boolean isAsked(Key key) {
        return underWay.contains(key);
    }

    /** What a load of that key waits for may be there. */
    void wake(Tenant tenant, Object key) {
        inTheAir.getOrDefault(new Key(tenant, key), Set.of()).forEach(Flight::wake);
    }

    /** What the loads of that tenant wait for may be there. */
    void wake(Tenant tenant) {
        inTheAir.forEach((key, all) -> {
            if (key.tenant().equals(tenant)) {
                all.forEach(Flight::wake);
            }
        });
    }
}
