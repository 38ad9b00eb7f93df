package io.tenantcache.cdi.transaction;

import io.tenantcache.cdi.operation.TransactionalCalls;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Tells of the calls for which a transaction is begun, unless there is one. */
@Interceptor
@Transactional
@Priority(JtaTransactions.PRIORITY)
public class TransactionRequiredInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // it is a client proxy, which is
    private final TransactionalCalls calls;

    /** An interceptor that tells those calls. */
    @Inject
    public TransactionRequiredInterceptor(TransactionalCalls calls) {
        this.calls = calls;
    }

    @AroundInvoke
    @Nullable
    Object intercept(InvocationContext context) throws Exception {
        return calls.make(context::proceed);
    }
}
