package io.tenantcache.ratelimit;

import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a call is admitted.
 *
 * @param allowed whether all limits admit it: then each has counted it, and none if not
 * @param states of the limits, in the order in which they were asked; of those that are known only, if it was decided without Redis
 */
public record Decision(boolean allowed, List<LimitState> states) implements Serializable {

    /** Copies the states. */
    public Decision {
        states = List.copyOf(states);
    }

    /** Of the limits that refuse the call, the one that does so for longest. Empty if it is allowed. */
    public Optional<LimitState> refusedBy() {
        return states.stream().filter(LimitState::refuses).max(Comparator.comparing(LimitState::retryAfter));
    }

    /** Of all limits, the one of which the smallest part is left. Empty if no limit was counted. */
    public Optional<LimitState> tightest() {
        return states.stream()
                .min(Comparator.comparingDouble(
                        state -> (double) state.remaining() / state.limit().limit()));
    }

    /** In how long a call like this one may be admitted; zero if this one is. */
    public Duration retryAfter() {
        return refusedBy().map(LimitState::retryAfter).orElse(Duration.ZERO);
    }
}
