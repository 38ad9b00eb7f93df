package io.tenantcache.ratelimit;

import java.util.List;
import java.util.Optional;

/**
 * Admits calls, or not, so that no window of any limit holds more than the limit: over all nodes, by the clock of Redis, wherever the
 * window begins. With more demand than that it admits at least 98 % of each limit. Thread safe.
 *
 * <p><b>One decision.</b> The limits of a call are decided together, in one round trip: all of them count it, or none. In a Redis Cluster
 * that holds of those of one tenant; others are decided at the same time, and who was refused by one gives back at once what the others
 * counted.
 *
 * <p><b>Refusals</b> are remembered: who was refused is so without a round trip until the time at which it may be admitted.
 *
 * <p><b>Without Redis</b> each limit says what is decided: {@link RateLimit.WhenAway}. A limit that each node counts for itself is
 * divided by their number. What was counted by Redis before is not known then, nor the other way round.
 *
 * <p><b>Blocking.</b> A call waits for Redis for its read budget ({@code tenantcache.redis.read-budget}) at the most, and not at all while
 * the breaker is open.
 */
public interface RateLimiter {

    /**
     * Decides about a call that counts for one.
     *
     * @throws NullPointerException if an argument is null
     */
    default Decision acquire(RateLimit limit, String subject) {
        return acquire(List.of(LimitedSubject.shared(limit, subject)), 1);
    }

    /**
     * Decides about a call.
     *
     * @param subjects under which limits; at least one. One that is there twice counts once
     * @param permits what the call counts for, under each limit: at least 1
     * @throws IllegalArgumentException if there is no subject, if a name stands for different limits, or if the permits are not from 1 to
     *     the smallest limit: such a call could never be admitted
     * @throws NullPointerException if an argument is null
     */
    Decision acquire(List<LimitedSubject> subjects, long permits);

    /**
     * The refusal of such a call that this node remembers: {@link #acquire(List, long)} answers it without asking Redis until it ends.
     * It is counted as a local denial by the metrics, and nothing else is. Does not block.
     *
     * @return empty if there is none, which does not say that the call would be admitted
     * @throws IllegalArgumentException as {@link #acquire(List, long)}
     * @throws NullPointerException if an argument is null
     */
    Optional<Decision> remembered(List<LimitedSubject> subjects, long permits);

    /**
     * How the limits stand, without counting anything: {@link Decision#allowed} tells whether a call that counts for one would be
     * admitted now.
     *
     * @param subjects under which limits; at least one
     * @throws IllegalArgumentException if there is no subject, or a name stands for different limits
     * @throws NullPointerException if an argument is null
     */
    Decision look(List<LimitedSubject> subjects);
}
