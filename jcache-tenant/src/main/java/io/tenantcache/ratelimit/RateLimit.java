package io.tenantcache.ratelimit;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * At most so many within any time of that length, wherever it begins.
 *
 * <p>It comes with each call: another limit or window for the same name holds from the next call on, for what is counted already too.
 * Of a longer window only that part is known which the shorter one kept.
 *
 * @param name of 1 to {@value #LONGEST_NAME} characters; limits of different names count by themselves
 * @param limit from 1 to {@value #MOST}
 * @param window from a millisecond to 31 days
 * @param whenAway what is decided while Redis does not answer
 */
public record RateLimit(String name, long limit, Duration window, WhenAway whenAway) implements Serializable {

    /** The largest limit. */
    public static final long MOST = 1_000_000_000;

    /** The longest name, in UTF-16 code units. */
    public static final int LONGEST_NAME = 100;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    /** What is decided while Redis does not answer. */
    public enum WhenAway {
        /** Each node admits its part of the limit, by the same rule. */
        LOCAL,
        /** Everything is admitted. */
        ALLOW,
        /** Nothing is admitted. */
        DENY
    }

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if a part is out of its bounds; the message names them
     */
    public RateLimit {
        Objects.requireNonNull(whenAway, "whenAway");
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("The name of a rate limit has 1 to " + LONGEST_NAME + " characters");
        }
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "The rate limit '" + name + "' admits from 1 to " + MOST + " within its window, not " + limit);
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The window of the rate limit '" + name + "' is from 1 ms to 31 days long, not " + window);
        }
    }

    /** That limit, counted by each node for itself while Redis is away. */
    public static RateLimit of(String name, long limit, Duration window) {
        return new RateLimit(name, limit, window, WhenAway.LOCAL);
    }
}
