package io.tenantcache.model;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** A policy that says what the test has it say. No life ends by itself during a test. */
final class ModelPolicy implements ExpiryPolicy {

    private static final Duration[] LIVES = {
        Duration.ZERO,
        Duration.ETERNAL,
        new Duration(TimeUnit.MINUTES, 10),
        new Duration(TimeUnit.MINUTES, 20),
        new Duration(TimeUnit.MINUTES, 30)
    };

    private volatile Duration creation = Duration.ETERNAL;
    private volatile @Nullable Duration access;
    private volatile @Nullable Duration update;

    /** One of the specification's, or a {@link ModelPolicy}. */
    static ExpiryPolicy random(Random random) {
        // A life of nothing in a policy that never changes would make for a cache that stays empty.
        Duration life = LIVES[1 + random.nextInt(LIVES.length - 1)];
        return switch (random.nextInt(8)) {
            case 0 -> new CreatedExpiryPolicy(life);
            case 1 -> new ModifiedExpiryPolicy(life);
            case 2 -> new AccessedExpiryPolicy(life);
            case 3 -> new TouchedExpiryPolicy(life);
            case 4 -> new EternalExpiryPolicy();
            default -> new ModelPolicy();
        };
    }

    /** Says something else from now on. */
    void change(Random random) {
        creation = life(random);
        access = random.nextBoolean() ? null : life(random);
        update = random.nextBoolean() ? null : life(random);
    }

    private static Duration life(Random random) {
        return LIVES[random.nextInt(random.nextInt(3) == 0 ? 1 : LIVES.length)];
    }

    @Override
    public Duration getExpiryForCreation() {
        return creation;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
        return access;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
        return update;
    }
}
