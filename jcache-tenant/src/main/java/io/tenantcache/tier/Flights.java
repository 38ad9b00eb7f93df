package io.tenantcache.tier;

import io.tenantcache.Tenant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The loads of one cache in this JVM that callers wait for: of a key there is one that the next caller joins. Thread safe. */
final class Flights {

    private final ConcurrentMap<Key, Flight> flights = new ConcurrentHashMap<>();
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

    /** Nobody is to join it any more. */
    void leave(Key key, Flight mine) {
        flights.remove(key, mine);
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
        Flight flight = flights.get(new Key(tenant, key));
        if (flight != null) {
            flight.wake();
        }
    }

    /** What the loads of that tenant wait for may be there. */
    void wake(Tenant tenant) {
        flights.forEach((key, flight) -> {
            if (key.tenant().equals(tenant)) {
                flight.wake();
            }
        });
    }
}
