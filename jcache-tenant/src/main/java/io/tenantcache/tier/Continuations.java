package io.tenantcache.tier;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where one caller that holds no thread goes on: on threads of the cache's own, for the caller's tenant. */
final class Continuations implements Executor {

    private static final Logger LOG = System.getLogger(Continuations.class.getName());

    private final CacheTiers.LoadPolicy policy;
    private final @Nullable Tenant tenant;

    /** Of a call for that tenant. The entries of a shared cache are nobody's: there it is the calling thread's, if it has one. */
    Continuations(CacheTiers.LoadPolicy policy, Tenant tenant) {
        this.policy = policy;
        this.tenant = tenant.isShared() ? TenantContext.currentOrNull() : tenant;
    }

    /** Runs the task on the calling thread. */
    void runHere(Runnable task) {
        if (tenant == null) {
            task.run();
        } else {
            TenantContext.run(tenant, task);
        }
    }

    /** Runs a step of the cache's own, which may wait for Redis. Once the manager is closed nobody waits for it, and it is dropped. */
    @Override
    public void execute(Runnable step) {
        try {
            policy.steps().execute(() -> runHere(step));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The manager is closed, and what was being loaded is dropped");
        }
    }

    /** {@link #execute} after that time. */
    Future<?> executeAfter(long millis, Runnable step) {
        try {
            return policy.steps().schedule(() -> runHere(step), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Runs what the caller may have given: that may take long. */
    void tell(Runnable callback) {
        try {
            policy.callbacks().execute(() -> runHere(callback));
        } catch (RejectedExecutionException e) {
            runHere(callback);
        }
    }
}
