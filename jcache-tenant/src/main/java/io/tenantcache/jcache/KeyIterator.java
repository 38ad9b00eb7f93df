package io.tenantcache.jcache;

import io.tenantcache.store.Keyed;
import java.util.Iterator;

/** Walks over the keys of a scan. */
final class KeyIterator<K> implements Iterator<K> {

    private final Iterator<Keyed> entries;

    KeyIterator(Iterator<Keyed> entries) {
        this.entries = entries;
    }

    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    @SuppressWarnings("unchecked") // what went in under the cache's types
    public K next() {
        return (K) entries.next().key();
    }
}
