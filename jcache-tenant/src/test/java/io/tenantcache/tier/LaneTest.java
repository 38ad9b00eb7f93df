package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.tier.Lane.Turn;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final long BOUND = 100;

    private final Lane lane = new Lane(BOUND, 0);

    @Test
    void heard_firstBeat_joins() {
        lane.subscribed(5);
        assertThat(lane.isAlone()).isTrue();
        assertThat(lane.heard(5, 5)).isEqualTo(Turn.JOINED);
        assertThat(lane.isAlone()).isFalse();
        assertThat(lane.heard(6, 6)).isEqualTo(Turn.GOES_ON);
    }

    @Test
    void heard_beatFromBeforeTheSubscription_tellsNothing() {
        lane.subscribed(5);
        assertThat(lane.heard(4, 6)).isEqualTo(Turn.NONE);
        assertThat(lane.isAlone()).isTrue();
    }

    /** What was found right in the last subscription may have been outdated before this one. */
    @Test
    void subscribed_nextBeatBeginsATerm() {
        lane.subscribed(5);
        lane.heard(5, 5);
        int term = lane.trust().term();
        int subscription = lane.subscription();
        lane.subscribed(7);
        assertThat(lane.subscription()).isNotEqualTo(subscription);
        assertThat(lane.heard(6, 7)).isEqualTo(Turn.NONE);
        assertThat(lane.trust().term()).isEqualTo(term);
        assertThat(lane.heard(7, 7)).isEqualTo(Turn.GOES_ON);
        assertThat(lane.trust().term()).isNotEqualTo(term);
    }

    @Test
    void partIfSilent_onceTheLastBeatIsOlderThanTheBound() {
        lane.subscribed(5);
        lane.heard(20, 20);
        assertThat(lane.partIfSilent(20 + BOUND)).isFalse();
        assertThat(lane.partIfSilent(20 + BOUND + 1)).isTrue();
        assertThat(lane.isAlone()).isTrue();
        assertThat(lane.partIfSilent(20 + BOUND + 2)).isFalse();
        assertThat(lane.heard(200, 200)).isEqualTo(Turn.REJOINED);
        assertThat(lane.isAlone()).isFalse();
    }

    /** What was told since it was sent may have been outdated for longer than the bound. */
    @Test
    void heard_beatThatTookLongerThanTheBound_tellsNothing() {
        lane.subscribed(5);
        assertThat(lane.heard(20, 20 + BOUND + 1)).isEqualTo(Turn.NONE);
        assertThat(lane.isAlone()).isTrue();
        assertThat(lane.heard(20, 20 + BOUND)).isEqualTo(Turn.JOINED);
    }

    /** It comes on two ways, and may be told of twice, or late. */
    @Test
    void heard_olderBeat_prolongsNothing() {
        lane.subscribed(5);
        lane.heard(20, 20);
        assertThat(lane.heard(19, 21)).isEqualTo(Turn.NONE);
        assertThat(lane.heard(20, 22)).isEqualTo(Turn.GOES_ON);
        assertThat(lane.heardUntil()).isEqualTo(20);
        assertThat(lane.partIfSilent(20 + BOUND + 1)).isTrue();
    }
}
