package io.tenantcache.tier;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says in the log which state something is in, at each change. What changes to and fro is told of less often, and its last state in
 * the end. Thread safe.
 */
final class StateLog {

    /** So many lines at once, as much as an outage takes and another one; then one more after each pause. */
    private static final int MOST_AT_ONCE = 4;

    private static final long PAUSE = Duration.ofSeconds(15).toNanos();

    private final Logger log;
    private final LongSupplier nanoClock;
    private int left = MOST_AT_ONCE;
    private long countedAt;
    private @Nullable Line held;
    private int unsaid;

    private record Line(Level level, String message) {}

    StateLog(Logger log, LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
        this.countedAt = nanoClock.getAsLong();
    }

    /** It is in another state, of which the message tells. */
    synchronized void changed(Level level, String message) {
        if (held != null) {
            unsaid++;
        }
        held = new Line(level, message);
        tell();
    }

    /** Tells what was not told yet, if it is time: to be called now and then. */
    synchronized void tell() {
        Line line = held;
        if (line == null || !mayTell()) {
            return;
        }
        left--;
        held = null;
        if (unsaid == 0) {
            log.log(line.level(), line.message());
        } else {
            log.log(line.level(), "{0} ({1} changes before that are not told)", line.message(), unsaid);
            unsaid = 0;
        }
    }

    private boolean mayTell() {
        long now = nanoClock.getAsLong();
        long pauses = (now - countedAt) / PAUSE;
        if (left + pauses >= MOST_AT_ONCE) {
            left = MOST_AT_ONCE;
            countedAt = now;
        } else {
            left += (int) pauses;
            countedAt += pauses * PAUSE;
        }
        return left > 0;
    }
}
