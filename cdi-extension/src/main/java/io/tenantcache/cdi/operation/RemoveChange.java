package io.tenantcache.cdi.operation;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Outdates the key of a call and what bears one of the method's tags, or the whole cache, together with what is derived from it, in
 * one step.
 */
final class RemoveChange implements Change {

    /** How much of the cache is outdated. */
    enum Extent {
        KEY,
        CACHE
    }

    private final CachedMethod method;
    private final MethodParts parts;
    private final Extent extent;

    RemoveChange(CachedMethod method, MethodParts parts, Extent extent) {
        this.method = method;
        this.parts = parts;
        this.extent = extent;
    }

    @Override
    public Prepared prepare(Invocation invocation) {
        if (extent == Extent.CACHE) {
            return removal(null, Set.of());
        }
        Object key = parts.keys().key(invocation);
        try {
            return removal(
                    key,
                    parts.options().tags(invocation.parameters(), null).stream()
                            .filter(RemoveChange::isBorne)
                            .collect(Collectors.toSet()));
        } catch (RuntimeException failure) {
            parts.failures().contain(method, failure);
            // Whatever the tags are, the entries that bear them are in the cache.
            return removal(null, Set.of());
        }
    }

    private Removal removal(@Nullable Object key, Set<String> tags) {
        return new Removal(parts.caches(), key, tags);
    }

    /** No entry is stored with any other. */
    private static boolean isBorne(String tag) {
        return !tag.isBlank() && tag.length() <= EntryOptions.LONGEST_TAG;
    }

    /** Without a key: of the whole cache. */
    private record Removal(DeployedCaches caches, @Nullable Object key, Set<String> tags) implements Prepared {

        @Override
        public Invalidation covered(String cache) {
            Invalidation own = key == null
                    ? Invalidation.ofCaches(List.of(cache))
                    : Invalidation.ofKey(cache, key).and(Invalidation.ofTags(cache, tags));
            return own.andCaches(caches.cascade(cache));
        }

        @Override
        public void makeIn(Cache<Object, Object> cache) {
            List<String> cascade = caches.cascade(cache.getName());
            if (key == null) {
                caches.outdate(cache, cascade);
            } else {
                caches.outdate(cache, key, tags, cascade);
            }
        }
    }
}
