package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import java.util.List;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Outdates the key of a call, or the whole cache, together with what is derived from it. */
final class RemoveChange implements Change {

    private final @Nullable MethodKeys keys;
    private final DeployedCaches caches;
    private final List<String> cascade;

    /**
     * A change of that cache's key and cascade.
     *
     * @param keys null for the whole cache
     */
    RemoveChange(@Nullable MethodKeys keys, DeployedCaches caches, List<String> cascade) {
        this.keys = keys;
        this.caches = caches;
        this.cascade = cascade;
    }

    @Override
    public Prepared prepare(Invocation invocation) {
        return new Removal(keys == null ? null : keys.key(invocation));
    }

    private final class Removal implements Prepared {

        private final @Nullable Object key;

        Removal(@Nullable Object key) {
            this.key = key;
        }

        @Override
        public Invalidation covered(String cache) {
            Invalidation own = key == null ? Invalidation.ofCaches(List.of(cache)) : Invalidation.ofKey(cache, key);
            return own.andCaches(cascade);
        }

        @Override
        public void makeIn(Cache<Object, Object> cache) {
            if (key == null) {
                caches.outdate(cache, cascade);
            } else {
                caches.outdate(cache, key, cascade);
            }
        }
    }
}
