package io.tenantcache.faults;

import io.tenantcache.faults.Event.Kind;
import io.tenantcache.faults.Violation.Promise;
import org.junit.jupiter.api.Test;

/** What is taken from the history itself, however loaded the machine is: stalls, slow reads, and when a node does without Redis. */
class MeasuredMarginsTest extends WrittenHistory {

    @Test
    void operation_tooLongForWantOfThreads() {
        tick(HERE, 1_000, 1_200);
        read(HERE, KEY, KEY.value(0), 100, 2_100);
        assertGood();
        read(HERE, KEY, KEY.value(0), 100, 2_101);
        assertBroken(Promise.BUDGET);
    }

    @Test
    void read_stalePastTheBoundForWantOfThreads() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        tick(THERE, 1_000, 1_200);
        read(THERE, KEY, KEY.value(0), 2_729, 2_730);
        assertGood();
        read(THERE, KEY, KEY.value(0), 2_731, 2_732);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_staleWhileTheInvalidatorIsAway() {
        bump(KEY, 1, 10);
        away(HERE, 15, 9_000);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 11_499, 11_500);
        assertGood();
        read(THERE, KEY, KEY.value(0), 11_501, 11_502);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_staleWhileTheReaderIsAway() {
        bump(KEY, 1, 10);
        away(THERE, 15, 9_000);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(THERE, KEY, KEY.value(0), 2_531, 2_532);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void node_awayForLong() {
        fault(FaultKind.PAUSE, Event.ALL_NODES, 0, 1_000);
        away(HERE, 500, 10_000);
        assertGood();
        away(THERE, 500, 10_001);
        assertBroken(Promise.RECOVERY);
    }

    @Test
    void node_awayForLongForWantOfThreads() {
        tick(HERE, 3_000, 4_000);
        away(HERE, 500, 10_500);
        assertGood();
        away(HERE, 20_000, 29_001);
        assertBroken(Promise.RECOVERY);
    }

    @Test
    void loads_overlappingAfterASlowRead() {
        load(Kind.LOAD, HERE, KEY, 9_000, 9_100);
        load(Kind.LOAD, THERE, KEY, 9_050, 9_200);
        read(THERE, KEY, KEY.value(0), 8_800, 9_201);
        assertGood();
    }

    @Test
    void loads_overlappingAfterAReadThatWasInTime() {
        load(Kind.LOAD, HERE, KEY, 9_000, 9_100);
        load(Kind.LOAD, THERE, KEY, 9_050, 9_200);
        read(THERE, KEY, KEY.value(0), 8_801, 9_201);
        read(THERE, OTHER, OTHER.value(0), 8_700, 9_201);
        read(2, KEY, KEY.value(0), 8_700, 9_201);
        assertBroken(Promise.ONE_LOAD);
    }

    @Test
    void loads_overlappingWhileANodeIsAway() {
        away(THERE, 8_900, 9_300);
        load(Kind.LOAD, HERE, KEY, 9_000, 9_100);
        load(Kind.LOAD, THERE, KEY, 9_050, 9_200);
        assertGood();
    }

    @Test
    void read_ofWhatAFailoverBroughtBack() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        fault(FaultKind.FAILOVER, Event.ALL_NODES, 2_000, 4_000);
        read(THERE, KEY, KEY.value(0), 9_499, 9_500);
        assertGood();
        read(THERE, KEY, KEY.value(0), 9_501, 9_502);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void read_ofWhatWasOutdatedLongBeforeAFailover() {
        bump(KEY, 1, 10);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        fault(FaultKind.FAILOVER, Event.ALL_NODES, 2_031, 4_000);
        read(THERE, KEY, KEY.value(0), 5_000, 5_001);
        assertBroken(Promise.COHERENCE);
    }

    @Test
    void ownRead_whileDeaf() {
        bump(KEY, 1, 10);
        fault(FaultKind.DEAF, HERE, 15, 400);
        change(Kind.INVALIDATE, HERE, KEY, 20, 30);
        read(HERE, KEY, KEY.value(0), 31, 32);
        assertBroken(Promise.OWN_INVALIDATION);
    }
}
