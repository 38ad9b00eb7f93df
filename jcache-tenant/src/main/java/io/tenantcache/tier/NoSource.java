package io.tenantcache.tier;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The source of a cache that has neither a loader nor a writer. */
final class NoSource implements Source {

    @Override
    public boolean isRead() {
        return false;
    }

    @Override
    public boolean isWritten() {
        return false;
    }

    @Override
    public @Nullable Object load(Object key) {
        return null;
    }

    @Override
    public Map<Object, Object> loadAll(Collection<?> keys) {
        return Map.of();
    }

    @Override
    public void write(Object key, Object value) {}

    @Override
    public void writeAll(Map<Object, Object> values) {}

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Set<Object> keys) {}
}
