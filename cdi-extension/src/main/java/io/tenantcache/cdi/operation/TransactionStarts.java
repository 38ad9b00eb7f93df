package io.tenantcache.cdi.operation;

import io.tenantcache.ReadPoint;
import io.tenantcache.jcache.TenantCachingProvider;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Since when the calling thread's transaction may see the source as it was. Thread safe. */
public final class TransactionStarts implements TransactionalCalls {

    /*
     * No API tells when a transaction began, nor that one begins. But one that is found within a call, and was not there when the
     * call was made, began after that. Calls within such a call are made in it, or in others that suspend it: so what counts is the call
     * around the outermost one that was made in it, or else the innermost call; or the request, if there is no such call.
     */

    private final Transactions transactions;
    private final Supplier<@Nullable ReadPoint> request;

    @SuppressWarnings("ThreadLocalUsage") // the transactions are those of one deployment
    private final ThreadLocal<@Nullable Call> innermost = new ThreadLocal<>();

    /**
     * Those of these transactions.
     *
     * @param request when the request began that the calling thread serves; null if it serves none
     */
    public TransactionStarts(Transactions transactions, Supplier<@Nullable ReadPoint> request) {
        this.transactions = transactions;
        this.request = request;
    }

    Transactions transactions() {
        return transactions;
    }

    /** A call that has not ended yet, and the transaction in which it was made. */
    private record Call(
            ReadPoint begun,
            @Nullable Object transaction,
            @Nullable Call outer) {}

    @Override
    public @Nullable Object make(Callable<@Nullable Object> call) throws Exception {
        Call outer = innermost.get();
        innermost.set(new Call(TenantCachingProvider.readPoint(), transactions.key(), outer));
        try {
            return call.call();
        } finally {
            if (outer == null) {
                innermost.remove();
            } else {
                innermost.set(outer);
            }
        }
    }

    /** When the calling thread's transaction began, at the earliest; null if there is none. */
    @Nullable
    ReadPoint current() {
        Object transaction = transactions.key();
        return transaction == null ? null : startOf(transaction);
    }

    private ReadPoint startOf(Object transaction) {
        Call around = innermost.get();
        for (Call call = around; call != null; call = call.outer()) {
            if (transaction.equals(call.transaction())) {
                around = call.outer();
            }
        }
        ReadPoint begun = around == null ? request.get() : around.begun();
        return begun == null ? ReadPoint.UNKNOWN : begun;
    }
}
