package io.tenantcache.jcache;

import io.tenantcache.store.Keyed;
import io.tenantcache.tier.CacheTiers;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Walks over the entries of one tenant; what cannot be decoded is passed over. */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {

    private final Iterator<Keyed> entries;
    private final CacheTiers tiers;
    private final Consumer<K> removal;
    private @Nullable StoredEntry<K, V> next;
    private @Nullable StoredEntry<K, V> last;

    EntryIterator(Iterator<Keyed> entries, CacheTiers tiers, Consumer<K> removal) {
        this.entries = entries;
        this.tiers = tiers;
        this.removal = removal;
    }

    @Override
    @SuppressWarnings("unchecked") // what went in under the cache's types
    public boolean hasNext() {
        while (next == null && entries.hasNext()) {
            Keyed keyed = entries.next();
            Object value = tiers.toValue(keyed.entry());
            if (value != null) {
                next = new StoredEntry<>((K) keyed.key(), (V) value);
            }
        }
        return next != null;
    }

    @Override
    public Cache.Entry<K, V> next() {
        StoredEntry<K, V> current = hasNext() ? next : null;
        if (current == null) {
            throw new NoSuchElementException("The iteration has ended");
        }
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
