package io.tenantcache.jcache;

import javax.cache.Cache;

/** An entry as an iteration shows it. */
record StoredEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public V getValue() {
        return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return Wrapped.as(type, this, "This entry");
    }

    /** Keys and values are never printed. */
    @Override
    public String toString() {
        return "StoredEntry";
    }
}
