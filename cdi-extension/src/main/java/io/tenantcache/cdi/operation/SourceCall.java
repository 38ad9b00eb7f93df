package io.tenantcache.cdi.operation;

import io.tenantcache.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The intercepted method as the source of a load; remembers what came of it. Run by one thread, the caller's or one of the
 * cache's; the caller looks at it when that has ended, or to see whether it has begun.
 */
final class SourceCall implements Loader<Object, Object, SourceFailure> {

    private final Invocation invocation;
    private final ResultShape shape;
    private volatile boolean begun;
    private volatile boolean returned;
    private volatile @Nullable Object result;
    private volatile @Nullable SourceFailure failure;

    SourceCall(Invocation invocation, ResultShape shape) {
        this.invocation = invocation;
        this.shape = shape;
    }

    /** What the cache is to keep of the method's result; null for an absence. */
    @Override
    public @Nullable Object load(Object key) throws SourceFailure {
        begun = true;
        try {
            result = shape.toCache(invocation.proceed());
        } catch (Exception thrown) {
            throw failedWith(thrown);
        } catch (Error thrown) {
            SourceFailure unused = failedWith(thrown);
            throw thrown;
        }
        returned = true;
        return result;
    }

    private SourceFailure failedWith(Throwable thrown) {
        SourceFailure failed = SourceFailure.of(invocation, thrown);
        failure = failed;
        return failed;
    }

    /** What the method has come to, else what it comes to now: for a value of its own where the cache gave another's. */
    @Nullable
    Object loadOnce(Object key) throws SourceFailure {
        SourceFailure failed = failure;
        if (failed != null) {
            throw failed;
        }
        return returned ? result : load(key);
    }

    /** What the method threw; null if it did not. */
    @Nullable
    SourceFailure failure() {
        return failure;
    }

    /** Whether the method was called. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether it runs on another thread, for all that is known: it must not be called a second time. */
    boolean isUnderWay() {
        return begun && !returned && failure == null;
    }
}
