package io.tenantcache;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The tenant for which the current thread works, set for the length of a call.
 *
 * <p>A context is bound to its thread and is not inherited by others: hand it on with {@link #wrap(Runnable)} and its
 * kin. Contexts nest; the end of each one restores the one before it. A tenant set here takes precedence over every
 * {@link TenantResolver}.
 */
public final class TenantContext {

    private static final ThreadLocal<@Nullable Tenant> CURRENT = new ThreadLocal<>();

    private TenantContext() {}

    /** The tenant set for this thread, if any. */
    public static Optional<Tenant> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The tenant set for this thread, or null: {@link #current()} without an allocation. */
    public static @Nullable Tenant currentOrNull() {
        return CURRENT.get();
    }

    /** Runs the task for that tenant. */
    public static void run(Tenant tenant, Runnable task) {
        Tenant before = enter(tenant);
        try {
            task.run();
        } finally {
            restore(before);
        }
    }

    /**
     * Calls the task for that tenant.
     *
     * @throws Exception what the task throws
     */
    public static <T extends @Nullable Object> T call(Tenant tenant, Callable<T> task) throws Exception {
        Tenant before = enter(tenant);
        try {
            return task.call();
        } finally {
            restore(before);
        }
    }

    /** The task, bound to the tenant of the calling thread; to no tenant, if the calling thread has none. */
    public static Runnable wrap(Runnable task) {
        Tenant tenant = CURRENT.get();
        return () -> {
            Tenant before = enter(tenant);
            try {
                task.run();
            } finally {
                restore(before);
            }
        };
    }

    /** The task, bound to the tenant of the calling thread; to no tenant, if the calling thread has none. */
    public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        Tenant tenant = CURRENT.get();
        return () -> {
            Tenant before = enter(tenant);
            try {
                return task.call();
            } finally {
                restore(before);
            }
        };
    }

    /** An executor that runs each task for the tenant of the thread which submitted it. */
    public static Executor wrap(Executor executor) {
        return task -> executor.execute(wrap(task));
    }

    private static @Nullable Tenant enter(@Nullable Tenant tenant) {
        Tenant before = CURRENT.get();
        restore(tenant);
        return before;
    }

    private static void restore(@Nullable Tenant tenant) {
        if (tenant == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(tenant);
        }
    }
}
