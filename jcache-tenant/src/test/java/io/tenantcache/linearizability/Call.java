package io.tenantcache.linearizability;

import java.util.Random;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is asked of a key.
 *
 * @param action what it is
 * @param first the value, or the expected one where there are two
 * @param second the new value where another is expected
 */
record Call(Action action, long first, long second) {

    private static final Action[] ACTIONS = Action.values();
    /** Many, so that an answer tells whose write it saw. */
    private static final int VALUES = 1_000;

    /**
     * Any call.
     *
     * @param known the value that was there last, as far as the caller knows: what is expected, if something is
     */
    static Call random(Random random, long known) {
        Action action = ACTIONS[random.nextInt(ACTIONS.length)];
        return new Call(action, action.expects() ? known : random.nextInt(VALUES), random.nextInt(VALUES));
    }

    /** What a cache that does one thing after the other makes of that value, and answers. */
    Step after(@Nullable Long value) {
        return action.after(value, this);
    }

    /** What that cache answers. */
    @Nullable
    Object ask(Cache<String, Long> cache, String key) {
        return action.ask(cache, key, this);
    }

    /**
     * What a call comes to.
     *
     * @param value the value after it; null for none
     * @param answer its answer as text
     */
    record Step(@Nullable Long value, String answer) {

        static Step of(@Nullable Long value, @Nullable Object answer) {
            return new Step(value, String.valueOf(answer));
        }
    }
}
