package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.store.RemoteStore;
import io.tenantcache.store.RemoteUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to the remote tier: past the breaker, and past the journal. While the tier is away, or does not know yet what was
 * invalidated while it was, nobody gets through, and the near tier and the source answer. Thread safe.
 */
public final class RemoteGate {

    private static final Logger LOG = System.getLogger(RemoteGate.class.getName());

    private final RemoteStore remote;
    private final Breaker breaker;
    private final Journal journal = new Journal();
    private final ReentrantLock draining = new ReentrantLock();

    /** A gate before that remote tier. */
    public RemoteGate(RemoteStore remote, LongSupplier nanoClock) {
        this.remote = remote;
        this.breaker = new Breaker(nanoClock);
    }

    /** The operation's answer, or null if the remote tier could not give one. */
    <T> @Nullable T through(Supplier<T> operation) {
        if (!breaker.allows()) {
            return null;
        }
        try {
            if (!journal.isEmpty() && !drain()) {
                return null;
            }
            T answer = operation.get();
            if (breaker.succeeded()) {
                LOG.log(Level.INFO, "The remote tier answers again");
            }
            return answer;
        } catch (RemoteUnavailableException e) {
            // A caller that was interrupted says nothing of Redis.
            if (!Thread.currentThread().isInterrupted() && breaker.failed()) {
                LOG.log(
                        Level.WARNING,
                        "The remote tier is away ({0}); near tier and source answer until it is back",
                        e.getMessage());
            }
            return null;
        }
    }

    /** Runs the operation, unless the remote tier is away. */
    public void run(Runnable operation) {
        through(() -> {
            operation.run();
            return true;
        });
    }

    /** Outdates the scopes in the remote tier, now or as soon as it is back. */
    void invalidate(Tenant tenant, List<Invalidation.Scope> scopes) {
        Boolean done = through(() -> {
            remote.invalidate(tenant, scopes);
            return true;
        });
        if (done == null) {
            postpone(tenant, scopes);
        }
    }

    /** Has the scopes outdated before the remote tier is read again. */
    void postpone(Tenant tenant, Collection<? extends Invalidation.Scope> scopes) {
        journal.add(tenant, scopes);
    }

    /** Answers whether the remote tier knows all; one caller tells it, the others do not wait. */
    private boolean drain() {
        if (!draining.tryLock()) {
            return false;
        }
        try {
            Map<Tenant, List<Invalidation.Scope>> taken = journal.take();
            try {
                while (!taken.isEmpty()) {
                    Map.Entry<Tenant, List<Invalidation.Scope>> next =
                            taken.entrySet().iterator().next();
                    remote.invalidate(next.getKey(), next.getValue());
                    taken.remove(next.getKey());
                }
            } finally {
                taken.forEach(journal::add);
            }
            journal.done();
            return journal.isEmpty();
        } finally {
            draining.unlock();
        }
    }
}
