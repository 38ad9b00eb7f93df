package io.tenantcache.jcache;

import io.tenantcache.Tenant;
import io.tenantcache.store.Keyed;
import io.tenantcache.tier.ReadPath;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Walks over the entries of one tenant; what cannot be decoded is passed over. */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {

    private final Iterator<Keyed> entries;
    private final ReadPath reads;
    private final Tenant tenant;
    private final Consumer<K> removal;
    private @Nullable Keyed found;
    private @Nullable StoredEntry<K, V> next;
    private @Nullable StoredEntry<K, V> last;

    EntryIterator(ReadPath reads, Tenant tenant, Consumer<K> removal) {
        this.entries = reads.scan(tenant);
        this.reads = reads;
        this.tenant = tenant;
        this.removal = removal;
    }

    @Override
    @SuppressWarnings("unchecked") // what went in under the cache's types
    public boolean hasNext() {
        while (next == null && entries.hasNext()) {
            Keyed keyed = entries.next();
            Object value = reads.valueOf(keyed);
            if (value != null) {
                found = keyed;
                next = new StoredEntry<>((K) keyed.key(), (V) value);
            }
        }
        return next != null;
    }

    @Override
    public Cache.Entry<K, V> next() {
        StoredEntry<K, V> current = hasNext() ? next : null;
        if (current == null || found == null) {
            throw new NoSuchElementException("The iteration has ended");
        }
        reads.visited(tenant, found);
        last = current;
        next = null;
        return current;
    }

    @Override
    public void remove() {
        StoredEntry<K, V> current = last;
        if (current == null) {
            throw new IllegalStateException("Call next() before each remove()");
        }
        last = null;
        removal.accept(current.key());
    }
}
