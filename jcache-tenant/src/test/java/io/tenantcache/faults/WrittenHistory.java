package io.tenantcache.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.faults.Event.Kind;
import io.tenantcache.faults.Rules.CutOff;
import io.tenantcache.faults.Violation.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** For tests that write histories by hand, good and bad; times are in milliseconds. */
abstract class WrittenHistory {

    static final Slot KEY = new Slot("acme", "inbox", "k1");
    static final Slot OTHER = new Slot("acme", "inbox", "k2");
    static final int HERE = 0;
    static final int THERE = 1;

    static final Rules STRICT = new Rules(
            Duration.ofMillis(2_000),
            Duration.ofMillis(500),
            Duration.ofMillis(3_000),
            Duration.ofMillis(2_000),
            Duration.ofMillis(1_000),
            Duration.ofMillis(250),
            Duration.ofMillis(300),
            Duration.ofSeconds(0),
            Rules.Loads.ONE,
            CutOff.KEEPS_BOUND);

    private final List<Event> history = new ArrayList<>();
    Rules rules = STRICT;

    void bump(Slot slot, long version, long at) {
        history.add(event(Kind.BUMP, Event.ALL_NODES, slot, at, at, Long.toString(version)));
    }

    void change(Kind kind, int node, Slot slot, long begin, long end) {
        history.add(event(kind, node, slot, begin, end, "-"));
    }

    void read(int node, Slot slot, String value, long begin, long end) {
        history.add(event(Kind.READ, node, slot, begin, end, value));
    }

    void load(Kind kind, int node, Slot slot, long begin, long end) {
        history.add(event(kind, node, slot, begin, end, "0"));
    }

    void loadAll(int node, long begin, long end) {
        history.add(event(Kind.LOAD_ALL, node, Slot.ofCache(KEY.tenant(), KEY.cache()), begin, end, Event.REPLACING));
    }

    void fault(FaultKind kind, int node, long begin, long end) {
        history.add(event(Kind.FAULT, node, Slot.NONE, begin, begin, kind.name()));
        history.add(event(Kind.HEALED, node, Slot.NONE, begin, end, kind.name()));
    }

    void tick(int node, long begin, long end) {
        history.add(event(Kind.TICK, node, Slot.NONE, begin, end, Event.NOTHING));
    }

    void away(int node, long begin, long end) {
        history.add(event(Kind.AWAY, node, Slot.NONE, begin, begin + 1, Event.NOTHING));
        history.add(event(Kind.BACK, node, Slot.NONE, begin, end, Event.NOTHING));
    }

    void threw(int node, Slot slot, long begin, long end) {
        history.add(event(Kind.THREW, node, slot, begin, end, "java.lang.IllegalStateException"));
    }

    private static Event event(Kind kind, int node, Slot slot, long begin, long end, String detail) {
        return new Event(kind, node, slot, begin * 1_000_000, end * 1_000_000, detail);
    }

    void assertGood() {
        assertThat(found()).isEmpty();
    }

    void assertBroken(Promise promise) {
        assertThat(found()).extracting(Violation::promise).containsOnly(promise);
    }

    List<Violation> found() {
        Checker checker = new Checker(rules);
        List<Event> all = new ArrayList<>(history);
        // Much later, when nothing of it is waited for any more.
        all.add(event(Kind.BUMP, Event.ALL_NODES, OTHER, 100_000, 100_000, "9"));
        all.stream().sorted(Comparator.comparingLong(Event::end)).forEach(checker::accept);
        return checker.violations();
    }
}
