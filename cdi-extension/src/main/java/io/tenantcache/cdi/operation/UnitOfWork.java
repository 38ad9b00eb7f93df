package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.cdi.operation.Transactions.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one transaction has changed, and what is to be outdated once it has been committed. Thread safe. */
public final class UnitOfWork {

    static final int MOST_REASONS = 16;

    private final Completion completion;
    private final TouchedScopes fenced = new TouchedScopes();
    private final TouchedScopes outdated = new TouchedScopes();
    private final TouchedScopes loaded = new TouchedScopes();
    private final Set<String> reasons = new LinkedHashSet<>();
    private final List<Consumer<Outcome>> told = new ArrayList<>();
    private @Nullable Outcome end;
    private boolean doomed;

    /** Outdates what a transaction has changed; never fails. */
    interface Completion {
        void outdate(Tenant tenant, Invalidation invalidation, List<String> reasons);
    }

    UnitOfWork(Completion completion) {
        this.completion = completion;
    }

    /** The transaction is about to change those scopes, or has done so. */
    synchronized void fence(Map<Tenant, List<Invalidation.Scope>> scopes) {
        fenced.add(scopes);
    }

    /** Has those scopes outdated with the commit. Answers whether that is still to come. */
    synchronized boolean outdate(Map<Tenant, List<Invalidation.Scope>> scopes, List<String> why) {
        if (end != null) {
            return false;
        }
        fenced.add(scopes);
        outdated.add(scopes);
        why.stream().filter(reason -> reasons.size() < MOST_REASONS).forEach(reasons::add);
        return true;
    }

    /**
     * The transaction loads that, to be stored: it may have written what it finds, and only say so later.
     *
     * @return whether the end will be heard of
     */
    synchronized boolean load(Map<Tenant, List<Invalidation.Scope>> scopes) {
        loaded.add(scopes);
        return end == null && !doomed;
    }

    /**
     * Tells of the end, after all scopes have been outdated. Answers whether that is still to come, or was told since it is known.
     *
     * @param action must not fail
     */
    boolean whenEnded(Consumer<Outcome> action) {
        synchronized (this) {
            if (end != null) {
                return false;
            }
            if (!doomed) {
                told.add(action);
                return true;
            }
        }
        action.accept(Outcome.ROLLED_BACK);
        return true;
    }

    /** The transaction can only be rolled back, and nobody will tell of that. */
    public synchronized void doom() {
        doomed = true;
    }

    /** Whether the transaction has been rolled back. */
    synchronized boolean isRolledBack() {
        return end == Outcome.ROLLED_BACK;
    }

    /** Whether what the transaction would find under that key may not be what others may see. */
    synchronized boolean covers(Tenant tenant, String cache, Supplier<Object> key) {
        return fenced.cover(tenant, cache, key);
    }

    /** The transaction has ended, in any thread. Never fails. */
    public void end(Outcome outcome) {
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = outcome;
        }
        // Nothing is added any more.
        if (outcome == Outcome.ROLLED_BACK) {
            loaded.in(outdated)
                    .forEach((tenant, invalidation) -> completion.outdate(tenant, invalidation, List.copyOf(reasons)));
        } else {
            outdated.forEach((tenant, invalidation) -> completion.outdate(tenant, invalidation, List.copyOf(reasons)));
        }
        told.forEach(action -> action.accept(outcome));
    }
}
