package io.tenantcache.it.app.shapes;

import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheResult;

/**
 * The annotated method of a generic class, which beans inherit.
 *
 * @param <T> what is read
 */
@CacheDefaults(cacheName = "shapes-inherited")
public abstract class GenericSource<T> implements Source<T> {

    @Override
    @CacheResult
    public T find(Long id) {
        return create(id);
    }

    protected abstract T create(Long id);
}
