package io.tenantcache.cdi.operation;

import io.tenantcache.EntryOptions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.Cache;

/** Outdates the key, what bears one of the method's tags, and what is derived from the cache, in one step. */
final class RemoveChange implements Change {

    private final CachedMethod method;
    private final MethodParts parts;

    RemoveChange(CachedMethod method, MethodParts parts) {
        this.method = method;
        this.parts = parts;
    }

    @Override
    public Runnable prepare(Invocation invocation) {
        List<String> cascade = parts.caches().cascade(method.getCacheName());
        Object key = parts.keys().key(invocation);
        Set<String> tags;
        try {
            tags = parts.options().tags(invocation.parameters(), null).stream()
                    .filter(RemoveChange::isBorne)
                    .collect(Collectors.toSet());
        } catch (RuntimeException failure) {
            parts.failures().contain(method, failure);
            // Whatever they are, the entries that bear them are among these.
            return () -> parts.caches().outdate(parts.cache().of(invocation), cascade);
        }
        return () -> {
            Cache<Object, Object> cache = parts.cache().of(invocation);
            parts.caches().outdate(cache, key, tags, cascade);
        };
    }

    /** No entry is stored with any other. */
    private static boolean isBorne(String tag) {
        return !tag.isBlank() && tag.length() <= EntryOptions.LONGEST_TAG;
    }
}
