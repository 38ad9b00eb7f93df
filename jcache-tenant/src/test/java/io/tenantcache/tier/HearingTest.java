package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.store.Change;
import io.tenantcache.store.LogPosition;
import io.tenantcache.store.RemoteStore.Changes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known to be missing: what memory holds meanwhile, {@link RandomHearingTest} has. */
class HearingTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final long GENERATION = 7;
    private static final long NOTHING = -1;

    private final Hearing hearing = new Hearing(ACME, new NearTiers(), new Lane(1_000, 0));

    @BeforeEach
    void begin() {
        hear(0, 1);
    }

    private static Change change(long before, long position) {
        return new Change(
                ACME, new LogPosition(GENERATION, position), before, List.of(new Invalidation.Key("c", "k")), false);
    }

    private void hear(long before, long position) {
        hearing.told(change(before, position), 0);
    }

    private boolean covers(long position) {
        return hearing.covers(new LogPosition(GENERATION, position));
    }

    private static Changes log(Change... changes) {
        return new Changes(changes[changes.length - 1].at(), Arrays.asList(changes));
    }

    @Test
    void chain_nothingIsMissed() {
        hear(1, 4);
        hear(4, 5);
        assertThat(covers(5)).isTrue();
    }

    @Test
    void gap_isMissedUntilTheLogWasRead() {
        hear(2, 3);
        assertThat(covers(3)).isFalse();
        assertThat(hearing.missedAfter()).isEqualTo(1);
        hearing.catchUp(log(change(1, 2), change(2, 3)), 1);
        assertThat(covers(3)).isTrue();
        hear(3, 4);
        assertThat(covers(4)).isTrue();
    }

    @Test
    void gap_anotherWhileTheLogIsRead_isMissedOn() {
        hear(2, 3);
        Changes log = log(change(1, 2), change(2, 3));
        hear(4, 5);
        hearing.catchUp(log, 1);
        assertThat(covers(5)).isFalse();
        assertThat(hearing.missedAfter()).isEqualTo(3);
        hearing.catchUp(log(change(3, 4), change(4, 5)), 3);
        assertThat(covers(5)).isTrue();
    }

    @Test
    void gap_twoThatTheLogHas() {
        hear(2, 3);
        hear(4, 5);
        hearing.catchUp(log(change(1, 2), change(2, 3), change(3, 4), change(4, 5)), 1);
        assertThat(covers(5)).isTrue();
    }

    @Test
    void gap_theLogGoesFurtherThanWhatWasTold() {
        hear(2, 3);
        hearing.catchUp(log(change(1, 2), change(2, 3), change(3, 4)), 1);
        hear(3, 4);
        hear(4, 5);
        assertThat(covers(5)).isTrue();
    }

    @Test
    void gap_aLogThatDoesNotReachBack_nothingIsMissedAnyMore() {
        hear(4, 5);
        hearing.catchUp(log(change(3, 4), change(4, 5)), 1);
        assertThat(hearing.missedAfter()).isEqualTo(NOTHING);
        assertThat(covers(5)).isTrue();
    }

    @Test
    void audit_aChangeThatWasNotToldByTheNextOne_isMissed() {
        LogPosition later = new LogPosition(GENERATION, 2);
        hearing.audited(later, 0);
        assertThat(covers(2)).isTrue();
        hearing.audited(later, 0);
        assertThat(hearing.missedAfter()).isEqualTo(1);
        hearing.catchUp(log(change(1, 2)), 1);
        assertThat(covers(2)).isTrue();
    }
}
