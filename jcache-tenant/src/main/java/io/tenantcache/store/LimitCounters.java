package io.tenantcache.store;

import io.tenantcache.Tenant;
import java.time.Duration;
import java.util.List;

/** The counters of rate limits. Thread safe. */
public interface LimitCounters {

    /**
     * One counter, and what holds for it in one call.
     *
     * @param tenant whose it is; {@link Tenant#SHARED} for one that is nobody's
     * @param name of the limit
     * @param subject for whom it counts
     * @param limit the most that it admits within any window
     * @param window its length
     */
    record Counter(Tenant tenant, String name, String subject, long limit, Duration window) {

        /** Subjects are never printed. */
        @Override
        public String toString() {
            return "Counter[name=" + name + "]";
        }
    }

    /**
     * How a counter is after a decision.
     *
     * @param remaining how many more it admits now
     * @param retryMicros how long it is until it admits a call like this one; 0 if it does
     * @param resetMicros how long it is until nothing counts any more
     */
    record State(long remaining, long retryMicros, long resetMicros) {}

    /**
     * A decision.
     *
     * @param admitted whether all counters admit the call
     * @param states of the counters, in their order
     * @param atMicros when it was made, by the clock of the counters
     */
    record Answer(boolean admitted, List<State> states, long atMicros) {}

    /** What becomes of a call that all counters admit. */
    enum Effect {
        /** All of them count it. */
        COUNT,
        /** Nothing. */
        NONE
    }

    /**
     * Decides about a call. One that is not admitted is not counted.
     *
     * @param counters at least one, and each once
     * @param permits what the call counts for, at least 1
     * @throws RemoteUnavailableException if there is no answer; the call may have been counted
     */
    Answer decide(List<Counter> counters, long permits, Effect effect);

    /** For how long a refusal may be taken for true, if it does not end before. Something may be taken back that was counted. */
    Duration believable();

    /** How many nodes are known to share the counters, this one included: at least 1. Does not block. */
    int nodes();
}
