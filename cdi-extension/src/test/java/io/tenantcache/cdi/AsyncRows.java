package io.tenantcache.cdi;

import javax.cache.annotation.CacheResult;

/** A method whose bean says that it answers with a stage. */
abstract class AsyncRows<T> {

    @CacheResult(cacheName = "rows")
    T row(long id) throws Exception {
        return create();
    }

    abstract T create() throws Exception;
}
