package io.tenantcache.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.faults.Event.Kind;
import io.tenantcache.faults.Rules.CutOff;
import io.tenantcache.faults.Violation.Promise;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is a violation, and what is none. */
class CheckerTest extends WrittenHistory {

    @Test
    void read_current() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(HERE, KEY, KEY.value(1), 31, 32);
        read(THERE, KEY, KEY.value(1), 5_000, 5_001);
        assertGood();
    }

    @Test
    void read_nothing() {
        bump(KEY, 1, 10);
        change(Kind.PUT, HERE, KEY, 20, 30);
        read(HERE, KEY, Event.NOTHING, 5_000, 5_001);
        assertGood();
    }

    @Test
    void read_ofAnotherKey() {
        bump(OTHER, 1, 10);
        read(HERE, KEY, OTHER.value(1), 20, 21);
        assertBroken(Promise.ISOLATION);
    }

    @Test
    void read_ofAnotherTenant() {
        Slot foreign = new Slot("globex", KEY.cache(), KEY.key());
        bump(foreign, 1, 10);
        read(HERE, KEY, foreign.value(1), 20, 21);
        assertBroken(Promise.ISOLATION);
    }

    @Test
    void read_ofWhatTheSourceNeverHad() {
        bump(KEY, 1, 10);
        read(HERE, KEY, KEY.value(2), 20, 21);
        assertBroken(Promise.REALITY);
    }

    @Test
    void ownRead_stale() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(HERE, KEY, KEY.value(0), 31, 32);
        assertBroken(Promise.OWN_INVALIDATION);
    }

    @Test
    void ownRead_begunBeforeTheInvalidationReturned() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(HERE, KEY, KEY.value(0), 29, 400);
        assertGood();
    }

    @Test
    void ownRead_staleInAFault() {
        bump(KEY, 1, 10);
        fault(FaultKind.REFUSE, HERE, 15, 400);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(HERE, KEY, KEY.value(0), 31, 32);
        assertGood();
    }

    @Test
    void ownRead_staleInAnotherNodesFault() {
        bump(KEY, 1, 10);
        fault(FaultKind.REFUSE, THERE, 15, 400);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(HERE, KEY, KEY.value(0), 31, 32);
        assertBroken(Promise.OWN_INVALIDATION);
    }

    @Test
    void read_staleWithinTheBound() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 2_500, 2_501);
        assertGood();
    }

    @Test
    void read_stalePastTheBound() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 2_531, 2_532);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_stalePastTheBoundOfAPut() {
        bump(KEY, 1, 10);
        change(Kind.PUT, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 2_531, 2_532);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_stalePastTheBoundOfACache() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, Slot.ofCache("acme", "inbox"), 20, 30);
        read(THERE, KEY, KEY.value(0), 2_531, 2_532);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_stalePastTheBoundOfItsTag() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, Slot.ofTag(KEY.tenant(), KEY.cache(), KEY.tag()), 20, 30);
        read(THERE, KEY, KEY.value(0), 2_531, 2_532);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_stalePastTheBoundOfATenant() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, Slot.ofTenant("acme"), 20, 30);
        read(THERE, KEY, KEY.value(0), 2_531, 2_532);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_ofWhatOthersInvalidated() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, Slot.ofTenant("globex"), 20, 30);
        change(Kind.INVALIDATE, HERE, Slot.ofCache("acme", "drafts"), 20, 31);
        change(Kind.INVALIDATE, HERE, OTHER, 20, 32);
        change(Kind.INVALIDATE, HERE, Slot.ofTag(KEY.tenant(), KEY.cache(), "other"), 20, 33);
        read(THERE, KEY, KEY.value(0), 9_000, 9_001);
        assertGood();
    }

    @Test
    void read_ofAVersionNewerThanTheInvalidation() {
        change(Kind.INVALIDATE, HERE, KEY, 5, 30);
        bump(KEY, 1, 10);
        read(THERE, KEY, KEY.value(0), 9_000, 9_001);
        assertGood();
    }

    @Test
    void read_staleWhileTheInvalidatorRecovers() {
        bump(KEY, 1, 10);
        fault(FaultKind.NOTHING_ARRIVES, HERE, 15, 4_000);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 9_499, 9_500);
        assertGood();
    }

    @Test
    void read_staleAfterTheInvalidatorRecovered() {
        bump(KEY, 1, 10);
        fault(FaultKind.NOTHING_ARRIVES, HERE, 15, 4_000);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 9_501, 9_502);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_staleWhenAFaultFollowedTheOther() {
        bump(KEY, 1, 10);
        fault(FaultKind.NOTHING_ARRIVES, HERE, 15, 4_000);
        fault(FaultKind.PAUSE, Event.ALL_NODES, 5_000, 6_000);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 11_499, 11_500);
        assertGood();
        read(THERE, KEY, KEY.value(0), 11_501, 11_502);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_staleInAFaultOfAnotherNode() {
        bump(KEY, 1, 10);
        fault(FaultKind.NOTHING_ARRIVES, 2, 15, 4_000);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 2_531, 2_532);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_staleWhileContentIsLost() {
        bump(KEY, 1, 10);
        fault(FaultKind.FLUSH, Event.ALL_NODES, 15, 4_000);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 2_531, 2_532);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_stalePastTheBoundWhileTheReaderIsCutOff() {
        bump(KEY, 1, 10);
        fault(FaultKind.NOTHING_ARRIVES, THERE, 15, 9_000);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 2_531, 2_532);
        assertBroken(Promise.COHERENCE);
        rules = STRICT.with(CutOff.MAY_BE_BEHIND);
        assertGood();
        read(THERE, KEY, KEY.value(0), 12_001, 12_002);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_staleInAFaultThatBeganPastTheBound() {
        rules = STRICT.with(CutOff.MAY_BE_BEHIND);
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        fault(FaultKind.NOTHING_ARRIVES, THERE, 3_000, 9_000);
        read(THERE, KEY, KEY.value(0), 3_500, 3_501);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void loads_oneAfterTheOther() {
        load(Kind.LOAD, HERE, KEY, 9_000, 9_100);
        load(Kind.LOAD, THERE, KEY, 9_101, 9_200);
        load(Kind.LOAD, THERE, OTHER, 9_000, 9_200);
        assertGood();
    }

    @Test
    void loads_overlapping() {
        load(Kind.LOAD, HERE, KEY, 9_000, 9_100);
        load(Kind.LOAD, THERE, KEY, 9_099, 9_200);
        assertBroken(Promise.ONE_LOAD);
        rules = STRICT.with(Rules.Loads.ANY_NUMBER);
        assertGood();
    }

    @Test
    void loads_overlappingOnceOneWasOutdated() {
        load(Kind.LOAD, HERE, KEY, 9_000, 9_100);
        change(Kind.INVALIDATE, 2, Slot.ofCache("acme", "inbox"), 9_050, 9_300);
        load(Kind.LOAD, THERE, KEY, 9_060, 9_200);
        assertGood();
    }

    @Test
    void loads_overlappingInAFault() {
        fault(FaultKind.FLUSH, Event.ALL_NODES, 8_000, 8_001);
        load(Kind.LOAD, HERE, KEY, 9_000, 9_100);
        load(Kind.LOAD, THERE, KEY, 9_060, 9_200);
        assertGood();
    }

    @Test
    void loads_overlappingInBulk() {
        load(Kind.LOAD_IN_BULK, HERE, KEY, 9_000, 9_100);
        load(Kind.LOAD, THERE, KEY, 9_060, 9_200);
        assertBroken(Promise.ONE_LOAD);
    }

    @Test
    void loads_overlappingToReplace() {
        load(Kind.LOAD_IN_BULK, HERE, KEY, 9_000, 9_100);
        loadAll(HERE, 9_000, 9_101);
        load(Kind.LOAD, THERE, KEY, 9_060, 9_200);
        assertGood();
    }

    @Test
    void loads_overlappingWhileAnotherNodeReplaces() {
        load(Kind.LOAD_IN_BULK, HERE, KEY, 9_000, 9_100);
        loadAll(2, 9_000, 9_101);
        load(Kind.LOAD, THERE, KEY, 9_060, 9_200);
        assertBroken(Promise.ONE_LOAD);
    }

    @Test
    void loads_overlappingWhenAnotherNodeTellsWhatItReplacedInAFault() {
        fault(FaultKind.REQUESTS_LATE, 2, 2_000, 8_900);
        loadAll(2, 3_000, 3_100);
        load(Kind.LOAD_IN_BULK, HERE, KEY, 9_000, 9_100);
        load(Kind.LOAD, THERE, KEY, 9_060, 9_200);
        assertGood();
    }

    @Test
    void loads_overlappingAfterAnotherNodeHadItsFault() {
        fault(FaultKind.REQUESTS_LATE, 2, 2_000, 8_900);
        load(Kind.LOAD_IN_BULK, HERE, KEY, 9_000, 9_100);
        load(Kind.LOAD, THERE, KEY, 9_060, 9_200);
        assertBroken(Promise.ONE_LOAD);
    }

    @Test
    void operation_tooLong() {
        fault(FaultKind.PAUSE, Event.ALL_NODES, 0, 9_000);
        read(HERE, KEY, KEY.value(0), 100, 1_900);
        assertGood();
        read(HERE, KEY, KEY.value(0), 100, 1_901);
        assertBroken(Promise.BUDGET);
    }

    @Test
    void operation_tooLongForClassesToBeLoaded() {
        rules = STRICT.withWarmUp(Duration.ofMillis(500));
        read(HERE, KEY, KEY.value(0), 0, 1);
        read(HERE, KEY, KEY.value(0), 499, 9_000);
        assertGood();
        read(HERE, KEY, KEY.value(0), 501, 9_000);
        assertBroken(Promise.BUDGET);
    }

    @Test
    void operation_failed() {
        fault(FaultKind.PAUSE, Event.ALL_NODES, 0, 9_000);
        threw(HERE, KEY, 100, 200);
        assertBroken(Promise.NO_FAILURE);
    }

    @Test
    void violation_tellsWhatLedToIt() {
        bump(KEY, 1, 10);
        bump(OTHER, 1, 11);
        fault(FaultKind.FLUSH, Event.ALL_NODES, 12, 13);
        change(Kind.INVALIDATE, HERE, Slot.ofTenant("acme"), 20, 30);
        read(THERE, KEY, KEY.value(0), 2_000, 2_001);
        read(THERE, KEY, KEY.value(0), 2_600, 2_601);
        assertThat(found().get(0).toString())
                .contains("node 0 returned 2570 ms before", "FLUSH", "acme/*/*")
                .doesNotContain(OTHER.toString());
    }
}
