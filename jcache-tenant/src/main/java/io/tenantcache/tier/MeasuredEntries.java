package io.tenantcache.tier;

import io.tenantcache.CacheFailure;
import io.tenantcache.Tenant;
import io.tenantcache.store.Deadline;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.RemoteEntries;
import io.tenantcache.store.RemoteUnavailableException;
import io.tenantcache.store.Write;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The remote entries of one cache, with a watch beside: how long they take to answer, and how often they do not. */
public record MeasuredEntries(RemoteEntries entries, Statistics statistics) implements RemoteEntries {

    private <T> T measured(Supplier<T> operation, LongConsumer endedSince) {
        long start = System.nanoTime();
        try {
            T answer = operation.get();
            endedSince.accept(start);
            return answer;
        } catch (RemoteUnavailableException e) {
            statistics.failed(CacheFailure.REMOTE);
            throw e;
        }
    }

    @Override
    public Deadline readDeadline() {
        return entries.readDeadline();
    }

    @Override
    public Found read(Tenant tenant, Collection<?> keys, Deadline deadline) {
        return measured(() -> entries.read(tenant, keys, deadline), statistics::readSince);
    }

    @Override
    public Found readToLoad(Tenant tenant, Collection<?> keys, long lease, boolean tellsQuiet, Deadline deadline) {
        return measured(() -> entries.readToLoad(tenant, keys, lease, tellsQuiet, deadline), statistics::readSince);
    }

    @Override
    public Written write(Tenant tenant, long generation, List<Write> writes) {
        return measured(() -> entries.write(tenant, generation, writes), statistics::wroteSince);
    }

    @Override
    public void renew(Tenant tenant, Collection<?> keys, long lease) {
        entries.renew(tenant, keys, lease);
    }

    @Override
    public void release(Tenant tenant, Collection<?> keys, long lease) {
        entries.release(tenant, keys, lease);
    }

    @Override
    public Iterator<Keyed> scan(Tenant tenant) {
        return entries.scan(tenant);
    }
}
