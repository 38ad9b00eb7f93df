package io.tenantcache.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tenantcache.faults.Event.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The events of two recorders. */
class HistoryTest {

    private final List<Event> told = new ArrayList<>();
    private final History history = new History(2, told::add);

    @Test
    void add_waitsForTheOther() {
        history.add(0, read(10));
        history.add(0, read(30));
        assertThat(told).isEmpty();
        history.add(1, read(20));
        assertThat(told).containsExactly(read(10));
        history.add(1, tick(40));
        assertThat(told).containsExactly(read(10), read(20));
        history.end();
        assertThat(told).containsExactly(read(10), read(20), read(30));
    }

    @Test
    void add_outOfOrder() {
        history.add(0, read(10));
        assertThatIllegalStateException().isThrownBy(() -> history.add(0, read(9)));
    }

    @Test
    void add_tellsLateTicksOnly() {
        history.add(0, tick(100));
        history.add(0, new Event(Kind.TICK, 0, Slot.NONE, 100, 200_000_000, "-"));
        history.end();
        assertThat(told).hasSize(1);
    }

    @Test
    void parse_ofFormat() {
        Event event = new Event(Kind.THREW, 2, new Slot("a:b", "c|d", "e"), -5, 7, "READ java.lang.Error");
        assertThat(Event.parse(event.format())).isEqualTo(event);
    }

    private static Event read(long at) {
        return new Event(Kind.READ, 0, new Slot("t", "c", "k"), at, at, "v");
    }

    private static Event tick(long at) {
        return new Event(Kind.TICK, 0, Slot.NONE, at, at, "-");
    }
}
