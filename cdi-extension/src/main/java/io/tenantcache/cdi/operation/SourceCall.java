package io.tenantcache.cdi.operation;

import io.tenantcache.Loader;
import org.jspecify.annotations.Nullable;

/** The intercepted method as the source of a load; remembers its result. Confined to the calling thread. */
final class SourceCall implements Loader<Object, Object, SourceFailure> {

    private final Invocation invocation;
    private boolean returned;
    private @Nullable Object result;

    SourceCall(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public @Nullable Object load(Object key) throws SourceFailure {
        try {
            result = invocation.proceed();
        } catch (Exception thrown) {
            throw new SourceFailure(thrown);
        }
        returned = true;
        return result;
    }

    /** What the method has returned, else what it returns now: for a value of its own where the cache gave another's. */
    @Nullable
    Object loadOnce(Object key) throws SourceFailure {
        return returned ? result : load(key);
    }

    /**
     * What the method has returned, else what it returns now.
     *
     * @throws Exception what the method throws, unchanged
     */
    @Nullable
    Object result() throws Exception {
        return returned ? result : invocation.proceed();
    }
}
