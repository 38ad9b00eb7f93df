package io.tenantcache.tier;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A caller that holds no thread while its {@link Approach} waits. */
final class Standby {

    private final Approach<Exception> approach;
    private final Continuations continuations;
    private final Set<Standby> others;
    private final CompletableFuture<@Nullable Object> value = new CompletableFuture<>();
    private volatile boolean away;
    private volatile boolean ended;

    /**
     * Of that approach, which has not begun.
     *
     * @param others those of the cache, to which this belongs until it ends
     */
    Standby(Approach<Exception> approach, Continuations continuations, Set<Standby> others) {
        this.approach = approach;
        this.continuations = continuations;
        this.others = others;
    }

    /**
     * Goes as far as it gets on the calling thread.
     *
     * @return the value, or what the approach fails with. What a caller does to it concerns nobody else
     */
    CompletableFuture<@Nullable Object> begin() {
        others.add(this);
        continuations.runHere(() -> go(approach::begin));
        away = true;
        return value;
    }

    /** It is over, for that reason. */
    void end(Throwable reason) {
        ended = true;
        approach.abandon(reason);
        others.remove(this);
        continuations.runHere(() -> value.completeExceptionally(reason));
    }

    private void go(Leg.Next<Exception> next) {
        if (ended) {
            return;
        }
        try {
            Leg<Exception> leg = approach.go(next);
            while (leg instanceof Leg.Wait<Exception> wait && wait.event().isDone()) {
                leg = approach.go(wait.next());
            }
            if (leg instanceof Leg.End<Exception> arrived) {
                tell(arrived.value(), null);
            } else {
                new Pause((Leg.Wait<Exception>) leg).begin();
            }
        } catch (Throwable failure) {
            tell(null, failure);
        }
    }

    private void tell(@Nullable Object found, @Nullable Throwable failure) {
        others.remove(this);
        if (away) {
            continuations.tell(() -> Loading.settle(value, found, failure));
        } else {
            Loading.settle(value, found, failure);
        }
    }

    /** Between two legs: it ends with the event or the time, whichever comes first. */
    private final class Pause {

        private final Leg.Wait<Exception> wait;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable Future<?> timer;

        Pause(Leg.Wait<Exception> wait) {
            this.wait = wait;
        }

        void begin() {
            approach.goesAway();
            away = true;
            if (wait.millis() != Leg.FOREVER) {
                timer = continuations.executeAfter(wait.millis(), this::end);
            }
            CompletableFuture<?> unused = wait.event().whenComplete((result, failure) -> end());
            if (ended) {
                // It was while a leg was gone, which may have begun a load.
                approach.abandon(new IllegalStateException("The cache is closed"));
            }
        }

        private void end() {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            Future<?> pending = timer;
            if (pending != null) {
                pending.cancel(false);
            }
            continuations.execute(() -> go(wait.next()));
        }
    }
}
