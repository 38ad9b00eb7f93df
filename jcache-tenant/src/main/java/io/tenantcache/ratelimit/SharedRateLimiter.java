package io.tenantcache.ratelimit;

import io.tenantcache.LimitStatistics;
import io.tenantcache.ratelimit.RateLimit.WhenAway;
import io.tenantcache.store.LimitCounters;
import io.tenantcache.store.LimitCounters.Answer;
import io.tenantcache.store.LimitCounters.Counter;
import io.tenantcache.store.LimitCounters.Effect;
import io.tenantcache.store.LimitCounters.State;
import io.tenantcache.tier.RemoteGate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A limiter over the counters that all nodes share, or over this node's own. */
public final class SharedRateLimiter implements RateLimiter {

    /** For how long everything is refused that is refused for want of Redis. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The counters of all nodes, and the way to them. */
    public record Shared(LimitCounters counters, RemoteGate gate) {}

    private final @Nullable Shared shared;
    private final LocalCounters local;
    private final Refusals refusals = new Refusals();
    private final LimitTallies tallies;
    private final LongSupplier nanoClock;

    /**
     * Over those counters.
     *
     * @param shared null for memory only: then the limits hold for this node by itself
     * @param onCounted told of each limit that is counted for the first time
     */
    public SharedRateLimiter(
            @Nullable Shared shared, Consumer<? super LimitStatistics> onCounted, LongSupplier nanoClock) {
        this.shared = shared;
        this.tallies = new LimitTallies(onCounted);
        this.nanoClock = nanoClock;
        this.local = new LocalCounters(nanoClock);
    }

    @Override
    public Decision acquire(List<LimitedSubject> subjects, long permits) {
        List<LimitedSubject> distinct = checked(subjects, permits);
        long now = nanoClock.getAsLong();
        Decision known = remembered(distinct, permits, now);
        if (known != null) {
            return known;
        }
        Decision decision = decide(distinct, permits, Effect.COUNT);
        if (decision == null) {
            Decision alone = away(distinct, permits, Effect.COUNT);
            tallies.away(distinct, alone);
            return alone;
        }
        tallies.decided(distinct, decision);
        if (!decision.allowed()) {
            remember(distinct, permits, decision, now);
        }
        return decision;
    }

    @Override
    public Optional<Decision> remembered(List<LimitedSubject> subjects, long permits) {
        return Optional.ofNullable(remembered(checked(subjects, permits), permits, nanoClock.getAsLong()));
    }

    private @Nullable Decision remembered(List<LimitedSubject> subjects, long permits, long now) {
        Decision known = refusals.of(subjects, permits, now);
        if (known != null) {
            tallies.remembered(known);
        }
        return known;
    }

    @Override
    public Decision look(List<LimitedSubject> subjects) {
        List<LimitedSubject> distinct = checked(subjects, 1);
        Decision decision = decide(distinct, 1, Effect.NONE);
        return decision != null ? decision : away(distinct, 1, Effect.NONE);
    }

    private static List<LimitedSubject> checked(List<LimitedSubject> subjects, long permits) {
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("A call is limited by at least one limit");
        }
        List<LimitedSubject> distinct = subjects.size() == 1
                ? List.of(subjects.get(0).bounded())
                : subjects.stream().map(LimitedSubject::bounded).distinct().toList();
        for (LimitedSubject subject : distinct) {
            RateLimit limit = subject.limit();
            if (permits < 1 || permits > limit.limit()) {
                throw new IllegalArgumentException("A call under the rate limit '" + limit.name() + "' counts for 1 to "
                        + limit.limit() + ", not " + permits);
            }
        }
        if (distinct.size() > 1) {
            requireOneLimitOfEachName(distinct);
        }
        return distinct;
    }

    private static void requireOneLimitOfEachName(List<LimitedSubject> subjects) {
        Map<String, RateLimit> byName = new HashMap<>();
        for (LimitedSubject subject : subjects) {
            RateLimit other = byName.putIfAbsent(subject.limit().name(), subject.limit());
            if (other != null && !other.equals(subject.limit())) {
                throw new IllegalArgumentException(
                        "One call names different limits '" + other.name() + "': give each a name of its own");
            }
        }
    }

    /** What the counters of all nodes say, or null if they do not answer. */
    private @Nullable Decision decide(List<LimitedSubject> subjects, long permits, Effect effect) {
        Shared all = shared;
        if (all == null) {
            return locally(subjects, permits, effect, 1);
        }
        List<Counter> counters = new ArrayList<>(subjects.size());
        for (LimitedSubject subject : subjects) {
            counters.add(counter(subject, subject.limit().limit()));
        }
        Answer answer = all.gate().attempt(() -> all.counters().decide(counters, permits, effect));
        if (answer == null) {
            return null;
        }
        // What was counted here while the others were away.
        local.removeIdle();
        return decision(subjects, answer);
    }

    private static Counter counter(LimitedSubject subject, long limit) {
        return new Counter(
                subject.tenant(),
                subject.limit().name(),
                subject.subject(),
                limit,
                subject.limit().window());
    }

    private static Decision decision(List<LimitedSubject> subjects, Answer answer) {
        List<LimitState> states = new ArrayList<>(subjects.size());
        for (int i = 0; i < subjects.size(); i++) {
            State state = answer.states().get(i);
            states.add(new LimitState(
                    subjects.get(i).limit(),
                    state.remaining(),
                    Duration.of(state.retryMicros(), ChronoUnit.MICROS),
                    Duration.of(state.resetMicros(), ChronoUnit.MICROS)));
        }
        return new Decision(answer.admitted(), states);
    }

    private void remember(List<LimitedSubject> subjects, long permits, Decision decision, long asked) {
        Duration longest =
                shared == null ? local.believable() : shared.counters().believable();
        for (int i = 0; i < subjects.size(); i++) {
            LimitState state = decision.states().get(i);
            if (state.refuses()) {
                Duration believed = state.retryAfter().compareTo(longest) < 0 ? state.retryAfter() : longest;
                refusals.remember(
                        subjects.get(i),
                        permits,
                        new LimitState(state.limit(), state.remaining(), believed, state.reset()),
                        asked);
            }
        }
    }

    /** What this node decides by itself while the shared counters do not answer. */
    private Decision away(List<LimitedSubject> subjects, long permits, Effect effect) {
        for (LimitedSubject subject : subjects) {
            if (subject.limit().whenAway() == WhenAway.DENY) {
                return new Decision(false, List.of(new LimitState(subject.limit(), 0, PAUSE, PAUSE)));
            }
        }
        List<LimitedSubject> counted = subjects.stream()
                .filter(subject -> subject.limit().whenAway() == WhenAway.LOCAL)
                .toList();
        return counted.isEmpty()
                ? new Decision(true, List.of())
                : locally(
                        counted,
                        permits,
                        effect,
                        Objects.requireNonNull(shared).counters().nodes());
    }

    /** Each node admits its part, or what a single call counts for if that is more. */
    private Decision locally(List<LimitedSubject> subjects, long permits, Effect effect, int nodes) {
        List<Counter> counters = subjects.stream()
                .map(subject ->
                        counter(subject, Math.max(permits, subject.limit().limit() / nodes)))
                .toList();
        return decision(subjects, local.decide(counters, permits, effect));
    }
}
