package io.tenantcache.tier;

import io.tenantcache.config.FreshnessConfig;
import io.tenantcache.store.Entry;
import io.tenantcache.store.Freshness;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Write;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The lives of one cache's entries: what its expiry policy says, within the longest life that the cache allows. All times
 * are in milliseconds; 0 means that the entry expires at once.
 *
 * <p>A policy that throws is held for one that says nothing: eternal at creation, unchanged afterwards.
 */
public final class Expiration {

    private static final Logger LOG = System.getLogger(Expiration.class.getName());

    /** Those of the specification answer the same each time, and do nothing else. */
    private static final Set<Class<?>> FIXED = Set.of(
            CreatedExpiryPolicy.class,
            ModifiedExpiryPolicy.class,
            AccessedExpiryPolicy.class,
            TouchedExpiryPolicy.class,
            EternalExpiryPolicy.class);

    private static final Set<Class<?>> UNTOUCHED_BY_ACCESS =
            Set.of(CreatedExpiryPolicy.class, ModifiedExpiryPolicy.class, EternalExpiryPolicy.class);

    private final String cache;
    private final ExpiryPolicy policy;
    private final long longestMillis;
    private final boolean direct;
    private final boolean onAccess;
    private final FreshnessConfig freshness;
    private final long staleMillis;
    private final boolean isRefreshed;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * That of a cache.
     *
     * @param longest the longest life of an entry, {@link Entry#ETERNAL} for no bound
     * @param freshness when entries are loaded anew, and whether they are kept when their life is over
     */
    public Expiration(String cache, ExpiryPolicy policy, long longest, FreshnessConfig freshness) {
        this.cache = cache;
        this.freshness = freshness;
        this.staleMillis = freshness.stale().kept().toMillis();
        this.isRefreshed = freshness.refreshAhead() < FreshnessConfig.NEVER_AHEAD || freshness.earlyRefresh() > 0;
        this.policy = policy;
        this.longestMillis = longest;
        this.onAccess = !UNTOUCHED_BY_ACCESS.contains(policy.getClass());
        this.direct = FIXED.contains(policy.getClass()) && created() != 0 && updated() != 0;
    }

    /** Whether the lives of a write can be told before it is known what it finds, and none of them is 0. */
    boolean isDirect() {
        return direct;
    }

    /** Whether an access may change a life. */
    boolean isOnAccess() {
        return onAccess;
    }

    /** The life of an entry that did not exist. */
    long created() {
        javax.cache.expiry.Duration asked = ask(policy::getExpiryForCreation);
        return asked == null ? jittered(longestMillis) : millis(asked);
    }

    /** The life of an entry that is given another value, or {@link Entry#UNCHANGED}. */
    long updated() {
        if (policy.getClass() == EternalExpiryPolicy.class) {
            // Only the cache's bound cuts such a life, and that counts from the last write.
            return jittered(longestMillis);
        }
        javax.cache.expiry.Duration asked = ask(policy::getExpiryForUpdate);
        return asked == null ? Entry.UNCHANGED : millis(asked);
    }

    /** The life of an entry that is read, or {@link Entry#UNCHANGED}. */
    long accessed() {
        javax.cache.expiry.Duration asked = onAccess ? ask(policy::getExpiryForAccess) : null;
        return asked == null ? Entry.UNCHANGED : millis(asked);
    }

    /** A life that is asked for one entry, within the bound. */
    long within(Duration asked) {
        return Math.min(longestMillis, Entry.millis(asked));
    }

    /** A value to be stored with those lives, either of which may be {@link Entry#UNCHANGED}; its load took that time, 0 for none. */
    Write.Store store(Payload payload, long created, long updated, long loadMillis) {
        long life = isRefreshed && updated != Entry.UNCHANGED ? created : 0;
        Freshness age = new Freshness(staleMillis, life == Entry.ETERNAL ? 0 : life, isRefreshed ? loadMillis : 0);
        return new Write.Store(payload, Step.newRevision(), created, updated, age);
    }

    /** When an entry is due to be loaded anew, in milliseconds from now; that what is left of its life if not before. */
    public long untilDue(long leftMillis, Freshness age) {
        if (!isRefreshed || leftMillis == Entry.ETERNAL) {
            return leftMillis;
        }
        long ahead = age.lifeMillis() * (FreshnessConfig.NEVER_AHEAD - freshness.refreshAhead()) / 100;
        double early = age.loadMillis() * Freshness.earlyLoads(freshness.earlyRefresh());
        return leftMillis - Math.max(ahead, (long) Math.min(early, (double) leftMillis));
    }

    private long jittered(long millis) {
        int percent = freshness.jitter();
        return percent == 0 || millis == Entry.ETERNAL || millis <= 1
                ? millis
                : millis - ThreadLocalRandom.current().nextLong(1 + millis * percent / 100);
    }

    private long millis(javax.cache.expiry.Duration duration) {
        return jittered(
                duration.isEternal()
                        ? longestMillis
                        : Math.min(longestMillis, duration.getTimeUnit().toMillis(duration.getDurationAmount())));
    }

    private javax.cache.expiry.@Nullable Duration ask(Supplier<javax.cache.expiry.@Nullable Duration> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            if (warned.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "The expiry policy of the cache ''{0}'' fails; it counts as eternal", cache);
            }
            return null;
        }
    }
}
