package io.tenantcache.faults;

import java.time.Duration;

/**
 * What is promised, in figures: the parameters of the checker.
 *
 * @param bound how long after an invalidation a node that hears well may answer what was outdated
 * @param margin what is allowed beyond each promised time, for threads that waited for a processor; whole stalls of a JVM are not counted
 * @param recovery how long after the end of a fault its consequences may last
 * @param lossWindow for how long before a failover changes may be undone by it
 * @param budget the longest that one operation may wait for Redis
 * @param readBudget the longest that one read waits for Redis: then it loads without a lease
 * @param longestLoad the longest that the source takes
 * @param warmUp for how long an operation may take longer, since classes are still loaded
 * @param loads how many loads of one key may overlap
 * @param cutOff what a node that is cut off from Redis may answer
 */
record Rules(
        Duration bound,
        Duration margin,
        Duration recovery,
        Duration lossWindow,
        Duration budget,
        Duration readBudget,
        Duration longestLoad,
        Duration warmUp,
        Loads loads,
        CutOff cutOff) {

    /** How many loads of one key may overlap, on all nodes together. */
    enum Loads {
        ANY_NUMBER,
        /** One, unless a fault or a change of the key came in between. */
        ONE
    }

    /** What a node that is cut off from Redis may answer. */
    enum CutOff {
        /** What it has, until the fault is over. */
        MAY_BE_BEHIND,
        /** Nothing that another node outdated longer than the bound ago: it stops trusting what it can not verify. */
        KEEPS_BOUND
    }

    Rules with(Loads other) {
        return new Rules(bound, margin, recovery, lossWindow, budget, readBudget, longestLoad, warmUp, other, cutOff);
    }

    Rules withRecovery(Duration other) {
        return new Rules(bound, margin, other, lossWindow, budget, readBudget, longestLoad, warmUp, loads, cutOff);
    }

    Rules withWarmUp(Duration other) {
        return new Rules(bound, margin, recovery, lossWindow, budget, readBudget, longestLoad, other, loads, cutOff);
    }

    Rules with(CutOff other) {
        return new Rules(bound, margin, recovery, lossWindow, budget, readBudget, longestLoad, warmUp, loads, other);
    }
}
