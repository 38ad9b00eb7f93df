package io.tenantcache.cdi.operation;

import io.tenantcache.cdi.CacheInvalidator;
import io.tenantcache.cdi.Invalidated;
import io.tenantcache.cdi.InvalidationEvent.Cause;
import io.tenantcache.cdi.InvalidationEvent.Origin;
import io.tenantcache.cdi.Invalidator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Outdates what the application names. */
public final class DeployedInvalidator extends PlannedInvalidator<Invalidated> implements CacheInvalidator {

    private final DeployedCaches caches;
    private final Invalidations invalidations;
    private final Cause cause;

    /** For the caches of that deployment; no reasons are given. */
    public DeployedInvalidator(DeployedCaches caches, Invalidations invalidations) {
        this(caches, invalidations, List.of());
    }

    private DeployedInvalidator(DeployedCaches caches, Invalidations invalidations, List<String> reasons) {
        super(caches);
        this.caches = caches;
        this.invalidations = invalidations;
        this.cause = new Cause(Origin.PROGRAM, reasons);
    }

    @Override
    Invalidated make(InvalidationPlan plan) {
        return invalidations.make(plan, cause);
    }

    @Override
    public CacheInvalidator because(String reason) {
        return new DeployedInvalidator(caches, invalidations, List.of(reason));
    }

    @Override
    public Invalidator<CompletableFuture<Invalidated>> queued() {
        return new Later(caches, plan -> invalidations.queue(plan, cause));
    }

    @Override
    public Invalidator<CompletableFuture<Invalidated>> after(Duration delay) {
        return scheduled(DueTime.after(delay));
    }

    @Override
    public Invalidator<CompletableFuture<Invalidated>> at(Instant time) {
        return scheduled(DueTime.at(time, Clock.systemUTC()));
    }

    private Invalidator<CompletableFuture<Invalidated>> scheduled(DueTime due) {
        return new Later(caches, plan -> invalidations.schedule(due, plan, cause));
    }

    /** Answers at once. */
    private static final class Later extends PlannedInvalidator<CompletableFuture<Invalidated>> {

        private final Function<InvalidationPlan, CompletableFuture<Invalidated>> made;

        Later(DeployedCaches caches, Function<InvalidationPlan, CompletableFuture<Invalidated>> made) {
            super(caches);
            this.made = made;
        }

        @Override
        CompletableFuture<Invalidated> make(InvalidationPlan plan) {
            return made.apply(plan);
        }
    }
}
