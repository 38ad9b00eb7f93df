package io.tenantcache.ratelimit;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** Counts what is decided, by the names of the limits: of the first so many, and of all others together. Thread safe. */
final class LimitTallies {

    /** Names come from code and configuration; who makes them of data would fill the memory, and a system of metrics. */
    static final int MOST_NAMES = 200;

    private static final String OTHER = "other";

    private final ConcurrentMap<String, LimitTally> tallies = new ConcurrentHashMap<>();
    private final Consumer<? super LimitTally> onNew;

    /**
     * Of nothing yet.
     *
     * @param onNew told of each limit that is counted for the first time
     */
    LimitTallies(Consumer<? super LimitTally> onNew) {
        this.onNew = onNew;
    }

    /** The counters decided. */
    void decided(List<LimitedSubject> subjects, Decision decision) {
        if (decision.allowed()) {
            for (LimitedSubject subject : subjects) {
                of(subject.limit()).admit();
            }
        } else {
            for (LimitState state : decision.states()) {
                if (state.refuses()) {
                    of(state.limit()).deny();
                }
            }
        }
    }

    /** It was known that the call is refused. */
    void remembered(Decision refusal) {
        for (LimitState state : refusal.states()) {
            of(state.limit()).denyFromMemory();
        }
    }

    /** It was decided without the counters that all nodes share. */
    void away(List<LimitedSubject> subjects, Decision decision) {
        for (LimitedSubject subject : subjects) {
            RateLimit limit = subject.limit();
            of(limit).decideAway(limit.whenAway());
        }
        decided(subjects, decision);
    }

    private LimitTally of(RateLimit limit) {
        LimitTally known = tallies.get(limit.name());
        return known != null ? known : added(tallies.size() < MOST_NAMES ? limit.name() : OTHER);
    }

    private LimitTally added(String name) {
        LimitTally made = new LimitTally(name);
        LimitTally other = tallies.putIfAbsent(name, made);
        if (other != null) {
            return other;
        }
        onNew.accept(made);
        return made;
    }
}
