package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateLogTest {

    private final AtomicLong clock = new AtomicLong();
    private final WarningLog log = new WarningLog(StateLogTest.class);
    private final StateLog states = new StateLog(System.getLogger(StateLogTest.class.getName()), clock::get);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void changed_toldAtOnce() {
        states.changed(Level.WARNING, "away");
        states.changed(Level.WARNING, "back");
        assertThat(log.messages()).containsExactly("away", "back");
        states.tell();
        assertThat(log.messages()).hasSize(2);
    }

    @Test
    void changed_toAndFro_toldSeldom_andTheLastStateInTheEnd() {
        for (int second = 0; second < 60; second++) {
            states.changed(Level.WARNING, "away " + second);
            states.changed(Level.WARNING, "back " + second);
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(log.messages()).hasSizeBetween(5, 8);
        clock.addAndGet(Duration.ofSeconds(15).toNanos());
        states.tell();
        states.tell();
        assertThat(log.messages()).hasSizeLessThanOrEqualTo(9);
        assertThat(log.messages().get(log.messages().size() - 1))
                .startsWith("back 59 (")
                .endsWith(" changes before that are not told)");
    }

    @Test
    void changed_afterRest_toldAtOnceAgain() {
        for (int i = 0; i < 10; i++) {
            states.changed(Level.WARNING, "change " + i);
        }
        clock.addAndGet(Duration.ofMinutes(5).toNanos());
        states.tell();
        states.changed(Level.WARNING, "another");
        assertThat(log.messages().get(log.messages().size() - 1)).isEqualTo("another");
    }
}
