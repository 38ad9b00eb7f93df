package io.tenantcache.cdi;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantContext.Binding;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the tenant of the calling thread along to other threads, whatever it is known by: a {@link TenantContext}, the
 * request's token, a resolver of the application. An injectable bean:
 *
 * <pre>{@code
 * @Inject TenantCarrier carrier;
 *
 * event.fireAsync(closed, NotificationOptions.ofExecutor(carrier.wrap(executor)));
 * }</pre>
 *
 * <p>What is wrapped where there is no tenant has none wherever it runs, even in a request of some tenant: an operation of
 * a cache fails with a {@link io.tenantcache.TenantRequiredException} there. Nothing here blocks.
 */
@FunctionalInterface
public interface TenantCarrier {

    /**
     * The tenant for which the calling thread works, if any.
     *
     * @throws TenantUnresolvedException if what tells the tenant fails
     */
    Optional<Tenant> current();

    /**
     * The task, bound to the tenant of the calling thread.
     *
     * @throws TenantUnresolvedException if what tells the tenant fails
     */
    default Runnable wrap(Runnable task) {
        Tenant tenant = current().orElse(null);
        return () -> {
            Binding binding = TenantContext.bind(tenant);
            try {
                task.run();
            } finally {
                binding.end();
            }
        };
    }

    /**
     * The task, bound to the tenant of the calling thread.
     *
     * @throws TenantUnresolvedException if what tells the tenant fails
     */
    default <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        Tenant tenant = current().orElse(null);
        return () -> {
            Binding binding = TenantContext.bind(tenant);
            try {
                return task.call();
            } finally {
                binding.end();
            }
        };
    }

    /** An executor that runs each task for the tenant of the thread which submitted it. */
    default Executor wrap(Executor executor) {
        return task -> executor.execute(wrap(task));
    }
}
