package io.tenantcache.cdi;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Outdates what caches hold for the current tenant, where no annotation says so: a bean to inject.
 *
 * <pre>{@code
 * @Inject
 * CacheInvalidator invalidator;
 *
 * invalidator.because("nightly import").updated("conversations", id);
 * }</pre>
 *
 * <p>What is named together is outdated in one step in Redis, at once in this JVM, and in the other nodes as soon as they
 * hear of it; a tenant never reaches what another one has. Inside a JTA transaction it is done when that has been
 * committed, and not at all if it is rolled back; until then reads of what is named pass the cache by in that transaction.
 *
 * <p>Its own methods block for one round trip to Redis, but for {@link #keysMatching}; those of {@link #queued}, {@link #after} and
 * {@link #at} return at once, with a stage that completes when it is done:
 *
 * <pre>{@code
 * invalidator.queued().updated("contacts", id);
 * invalidator.after(Duration.ofSeconds(5)).updated("contacts", id);
 * }</pre>
 *
 * <p>What is queued or scheduled lives in this JVM alone: with a node that dies it is lost. Inside a JTA transaction it is
 * queued, and the time begins to run, when that has been committed; after a rollback its stage is cancelled.
 */
public interface CacheInvalidator extends Invalidator<Invalidated> {

    /**
     * This invalidator, giving that reason to the {@linkplain InvalidationEvent observers} of what it does.
     *
     * @param reason for people to read; it must name no keys and values, since observers may log it
     */
    CacheInvalidator because(String reason);

    /**
     * For changes in quick succession, such as an import's: names what is outdated soon, and returns at once.
     *
     * <p>What is named for one tenant within 50 ms is outdated in one step in Redis; more than 500 keys and tags of one cache become
     * the cache. The tenant's later invalidations through this node, by the invalidator itself, an annotation or a commit, come after
     * all that was queued before them, and wait for it. While 10,000 calls are queued, each further one waits until what its
     * tenant has queued is done. The end of the application does what is queued.
     *
     * <p>Until it is done, everybody may be served what is cached. The stage completes with what the call has named, on a thread of the caches';
     * to cancel it before that takes the call back.
     *
     * @return whose calls throw an {@link IllegalStateException} after the end of the application
     */
    Invalidator<CompletableFuture<Invalidated>> queued();

    /**
     * Names what is outdated after that time, and returns at once: again after a replica's lag, say.
     *
     * <p>The tenant and the reasons are those of the call, keys that match a pattern those of the later moment. The stage completes when
     * it is done, on a thread of the caches' that works for the tenant; to cancel it before that takes the call back. The end of the
     * application does so with all that still wait, and tells their number in the log: to do it early would let others cache what is to be outdated.
     *
     * @param delay zero or more; 366 days at the most
     * @return whose calls throw an {@link IllegalStateException} while 10,000 wait, or after the end of the application
     * @throws IllegalArgumentException if the delay is negative, or longer than that
     */
    Invalidator<CompletableFuture<Invalidated>> after(Duration delay);

    /**
     * {@link #after}, until that moment of this node's clock; of a moment that has passed, as soon as possible.
     *
     * @throws IllegalArgumentException if it is more than 366 days away
     */
    Invalidator<CompletableFuture<Invalidated>> at(Instant time);
}
