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

    /** Set where no resolver is to be asked. A tenant that is set nevertheless, further in, counts. */
    private static final ThreadLocal<@Nullable Boolean> CLEARED = new ThreadLocal<>();

    private TenantContext() {}

    /** The tenant set for this thread, if any; never {@link Tenant#SHARED}. */
    public static Optional<Tenant> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The tenant set for this thread, or null: {@link #current()} without an allocation. */
    public static @Nullable Tenant currentOrNull() {
        return CURRENT.get();
    }

    /**
     * The tenant for which the calling thread works: that set here, else the one that the resolver tells. A thread that
     * was {@linkplain #bind bound} to no tenant has none, and the resolver is not asked. A resolver that tells {@link Tenant#SHARED} tells none.
     */
    public static Optional<Tenant> currentOr(TenantResolver resolver) {
        Tenant tenant = CURRENT.get();
        if (tenant != null) {
            return Optional.of(tenant);
        }
        return CLEARED.get() == null ? resolver.resolve().filter(told -> !told.isShared()) : Optional.empty();
    }

    /**
     * Binds the calling thread to that tenant until the binding is ended: for what carries context between threads and
     * has no call to wrap, such as Jakarta Concurrency. All others use {@link #run}, which cannot be left open.
     *
     * @param tenant the tenant; with null the thread has none, and no resolver is asked for one. {@link Tenant#SHARED} is nobody, and as null
     */
    public static Binding bind(@Nullable Tenant tenant) {
        return new Binding(tenant);
    }

    /** Runs the task for that tenant; with {@link Tenant#SHARED} for none, as {@link #bind} does with null. */
    public static void run(Tenant tenant, Runnable task) {
        within(tenant, task);
    }

    /**
     * Calls the task for that tenant; with {@link Tenant#SHARED} for none, as {@link #bind} does with null.
     *
     * @throws Exception what the task throws
     */
    public static <T extends @Nullable Object> T call(Tenant tenant, Callable<T> task) throws Exception {
        return within(tenant, task);
    }

    /** The task, bound to the tenant that is set for the calling thread; to no tenant, if none is set. */
    public static Runnable wrap(Runnable task) {
        Tenant tenant = CURRENT.get();
        return () -> within(tenant, task);
    }

    /** The task, bound to the tenant that is set for the calling thread; to no tenant, if none is set. */
    public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        Tenant tenant = CURRENT.get();
        return () -> within(tenant, task);
    }

    /** An executor that runs each task for the tenant of the thread which submitted it. */
    public static Executor wrap(Executor executor) {
        return task -> executor.execute(wrap(task));
    }

    /** A tenant, or none, on one thread until its end. Bindings of a thread nest. */
    public static final class Binding {

        private final Thread thread = Thread.currentThread();
        private final @Nullable Tenant before = CURRENT.get();
        private final @Nullable Boolean clearedBefore = CLEARED.get();
        private boolean ended;

        private Binding(@Nullable Tenant tenant) {
            boolean isNone = tenant == null || tenant.isShared();
            restore(CURRENT, isNone ? null : tenant);
            restore(CLEARED, isNone ? true : null);
        }

        /**
         * Gives the thread back what it had before.
         *
         * @throws IllegalStateException if the calling thread is not the one that was bound, or the binding has ended
         */
        public void end() {
            if (ended || !thread.equals(Thread.currentThread())) {
                throw new IllegalStateException("A binding to a tenant ends once, on the thread that was bound; this "
                        + (ended ? "one has ended" : "is another thread"));
            }
            ended = true;
            restore(CURRENT, before);
            restore(CLEARED, clearedBefore);
        }
    }

    private static void within(@Nullable Tenant tenant, Runnable task) {
        Binding binding = new Binding(tenant);
        try {
            task.run();
        } finally {
            binding.end();
        }
    }

    private static <T extends @Nullable Object> T within(@Nullable Tenant tenant, Callable<T> task) throws Exception {
        Binding binding = new Binding(tenant);
        try {
            return task.call();
        } finally {
            binding.end();
        }
    }

    private static <T> void restore(ThreadLocal<@Nullable T> local, @Nullable T value) {
        if (value == null) {
            local.remove();
        } else {
            local.set(value);
        }
    }
}
