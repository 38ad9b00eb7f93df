package io.tenantcache.model;

import javax.cache.Cache;

/** A key and a value for a writer. */
record Pair(Object key, Object value) implements Cache.Entry<Object, Object> {

    @Override
    public Object getKey() {
        return key;
    }

    @Override
    public Object getValue() {
        return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }
}
