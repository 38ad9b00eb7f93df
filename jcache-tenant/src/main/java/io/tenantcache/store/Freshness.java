package io.tenantcache.store;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What is known of an entry beyond what is left of its life, where its cache serves or refreshes by it. All in milliseconds.
 *
 * @param staleMillis for how long the entry is kept when its life is over
 * @param lifeMillis its life from the beginning; 0 if it is not known
 * @param loadMillis for how long its load took; 0 if it was not loaded
 */
public record Freshness(long staleMillis, long lifeMillis, long loadMillis) {

    /**
     * How many times the time that its load took an entry is due before its end, at random: algorithm 2 of Vattani, Chierichetti and
     * Lowenstein, Optimal Probabilistic Cache Stampede Prevention, VLDB 2015.
     *
     * @param percent beta of the paper, in per cent; 0 for never
     */
    public static double earlyLoads(int percent) {
        return percent == 0
                ? 0
                : percent / 100.0 * -Math.log(1 - ThreadLocalRandom.current().nextDouble());
    }

    /** Nothing: when its life is over, an entry is gone. */
    public static final Freshness NONE = new Freshness(0, 0, 0);
}
