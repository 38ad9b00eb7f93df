package io.tenantcache.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who is refused for how long: nothing is admitted to them before, so nobody needs to be asked. What is remembered has a fixed size: of
 * two subjects that fall together the later one stays, and the other one's calls are decided in Redis again. Thread safe.
 */
final class Refusals {

    private static final int SIZE = 1 << 14;

    /** Of calls that count for that much, or more. */
    private record Refusal(LimitedSubject subject, long permits, long remaining, long untilNanos, long resetNanos) {

        boolean covers(LimitedSubject other, long asked, long now) {
            return asked >= permits && untilNanos - now > 0 && subject.equals(other);
        }

        LimitState state(long now) {
            return new LimitState(
                    subject.limit(), remaining, Duration.ofNanos(untilNanos - now), Duration.ofNanos(resetNanos - now));
        }
    }

    private final AtomicReferenceArray<@Nullable Refusal> table = new AtomicReferenceArray<>(SIZE);

    /** The refusal of a call, if one of its subjects is known to be refused; else null. */
    @Nullable
    Decision of(List<LimitedSubject> subjects, long permits, long now) {
        for (LimitedSubject subject : subjects) {
            Refusal refusal = table.get(index(subject));
            if (refusal != null && refusal.covers(subject, permits, now)) {
                return new Decision(false, List.of(refusal.state(now)));
            }
        }
        return null;
    }

    /**
     * Remembers it.
     *
     * @param asked when it was asked: it was decided later, so it may be admitted no earlier than so long after that
     */
    void remember(LimitedSubject subject, long permits, LimitState state, long asked) {
        table.set(
                index(subject),
                new Refusal(
                        subject,
                        permits,
                        state.remaining(),
                        asked + state.retryAfter().toNanos(),
                        asked + state.reset().toNanos()));
    }

    private static int index(LimitedSubject subject) {
        int hash = subject.hashCode() * 0x9E3779B9;
        return (hash ^ hash >>> 16) & (SIZE - 1);
    }
}
