package io.tenantcache.redis;

import io.tenantcache.Tenant;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.RemoteUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;

/** Reads, a batch at a time, the entries whose names a SCAN finds; a name that it finds again is passed over. */
final class RedisScan implements Iterator<Keyed> {

    private static final int BATCH = 100;

    private final RedisEntries entries;
    private final Tenant tenant;
    private final Iterator<String> names;
    private final Set<String> seen = new HashSet<>();
    private final Queue<Keyed> batch = new ArrayDeque<>();

    RedisScan(RedisEntries entries, Tenant tenant, Iterator<String> names) {
        this.entries = entries;
        this.tenant = tenant;
        this.names = names;
    }

    @Override
    public boolean hasNext() {
        while (batch.isEmpty()) {
            List<String> places = nextNames();
            if (places.isEmpty()) {
                return false;
            }
            batch.addAll(entries.entries(tenant, places));
        }
        return true;
    }

    private List<String> nextNames() {
        List<String> places = new ArrayList<>(BATCH);
        try {
            while (places.size() < BATCH && names.hasNext()) {
                String place = names.next();
                if (seen.add(place)) {
                    places.add(place);
                }
            }
        } catch (RuntimeException e) {
            throw new RemoteUnavailableException("Redis failed a scan", e);
        }
        return places;
    }

    @Override
    public Keyed next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The scan has ended");
        }
        return batch.remove();
    }
}
