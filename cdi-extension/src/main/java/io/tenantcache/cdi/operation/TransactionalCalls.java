package io.tenantcache.cdi.operation;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The calls around which a server begins transactions. */
@FunctionalInterface
public interface TransactionalCalls {

    /**
     * Makes a call for which a transaction may be begun: no earlier than now.
     *
     * @throws Exception what the call throws, unchanged
     */
    @Nullable
    Object make(Callable<@Nullable Object> call) throws Exception;
}
