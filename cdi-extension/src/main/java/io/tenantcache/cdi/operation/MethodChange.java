package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change that a call of a method makes, seen from inside of all interceptors: the transaction there is the one in which the method
 * writes, and need not be that of its caller ({@code REQUIRES_NEW}, {@code NOT_SUPPORTED}, or none before). What it changes belongs to
 * that one. Run by one thread, which need not be that of the caller; looked at by the caller when the method has ended.
 */
public final class MethodChange {

    private final CachedMethod method;
    private final Moment moment;
    private final CacheFailures failures;
    private final Supplier<@Nullable UnitOfWork> transaction;
    private final Map<Tenant, List<Invalidation.Scope>> scopes;
    private final List<String> reasons;
    private volatile boolean called;
    private volatile boolean kept;
    private volatile @Nullable UnitOfWork unit;

    /**
     * Of that method.
     *
     * @param moment from when on a transaction has it
     * @param transaction joins that of the calling thread; null if it is in none
     */
    MethodChange(
            CachedMethod method,
            Moment moment,
            CacheFailures failures,
            Supplier<@Nullable UnitOfWork> transaction,
            Map<Tenant, List<Invalidation.Scope>> scopes,
            List<String> reasons) {
        this.method = method;
        this.moment = moment;
        this.failures = failures;
        this.transaction = transaction;
        this.scopes = scopes;
        this.reasons = reasons;
    }

    /**
     * Calls the method, and has its transaction outdate what it changes.
     *
     * @throws Exception what the method throws
     */
    public @Nullable Object call(Callable<@Nullable Object> body) throws Exception {
        called = true;
        kept = false;
        boolean isBefore = moment == Moment.BEFORE_INVOCATION;
        UnitOfWork joined = join();
        if (joined != null) {
            joined.fence(scopes);
        }
        if (isBefore) {
            keepBack();
        }
        Object result;
        try {
            result = body.call();
        } catch (Throwable thrown) {
            if (!isBefore && method.annotation().failures().accepts(thrown)) {
                keepBack();
            }
            throw thrown;
        }
        if (result instanceof CompletionStage<?> && method.completion() == Completion.STAGE) {
            // It is made when that has completed.
            UnitOfWork unused = join();
        } else if (!isBefore) {
            keepBack();
        }
        return result;
    }

    private @Nullable UnitOfWork join() {
        UnitOfWork joined = null;
        try {
            joined = transaction.get();
        } catch (RuntimeException failure) {
            failures.contain(method, failure);
        }
        unit = joined;
        return joined;
    }

    private void keepBack() {
        UnitOfWork joined = join();
        kept = joined != null && joined.outdate(scopes, reasons);
    }

    /** What it covers. */
    Map<Tenant, List<Invalidation.Scope>> scopes() {
        return scopes;
    }

    /** Who asked for it. */
    List<String> reasons() {
        return reasons;
    }

    /** Whether the method was called: an interceptor may have answered in its place. */
    boolean wasCalled() {
        return called;
    }

    /** Whether a transaction has it, and there is no more to be done. */
    boolean isKeptBack() {
        return kept;
    }

    /** The last transaction in which the method was seen; null if it was in none. It may have ended. */
    @Nullable
    UnitOfWork unit() {
        return unit;
    }
}
