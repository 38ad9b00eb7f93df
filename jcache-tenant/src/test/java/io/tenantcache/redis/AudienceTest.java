package io.tenantcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudienceTest {

    private final Audience audience = new Audience();

    @Test
    void hearsShards_onceNoOtherNodeWasHeardForSomeBeats() {
        calmBeats(Audience.CALM - 1);
        assertThat(audience.hearsShards()).isFalse();
        calmBeats(1);
        assertThat(audience.hearsShards()).isTrue();
    }

    /** Such nodes beat too: that they are heard proves nothing of those that do not. */
    @Test
    void beatsOfOthers_doNotCount() {
        for (int i = 0; i < 2 * Audience.CALM; i++) {
            audience.beatHeard(false, true);
        }
        assertThat(audience.hearsShards()).isFalse();
    }

    @Test
    void hearsShards_nodeThatDoesNot_atOnceAndUntilItIsGone() {
        calmBeats(Audience.CALM);
        audience.beatHeard(false, false);
        assertThat(audience.hearsShards()).isFalse();
        calmBeats(Audience.CALM - 1);
        audience.beatHeard(false, false);
        calmBeats(Audience.CALM - 1);
        assertThat(audience.hearsShards()).isFalse();
        calmBeats(1);
        assertThat(audience.hearsShards()).isTrue();
    }

    @Test
    void hearsShards_thisNodeDoesNot() {
        for (int i = 0; i < 2 * Audience.CALM; i++) {
            audience.beatSent();
            audience.beatHeard(true, false);
        }
        assertThat(audience.hearsShards()).isFalse();
    }

    @Test
    void hearsShards_ownBeatsStayAway() {
        calmBeats(Audience.CALM);
        for (int i = 0; i < Audience.LONGEST_SILENCE; i++) {
            audience.beatSent();
        }
        assertThat(audience.hearsShards()).isTrue();
        audience.beatSent();
        assertThat(audience.hearsShards()).isFalse();
        calmBeats(Audience.CALM - 1);
        assertThat(audience.hearsShards()).isFalse();
    }

    @Test
    void hearsShards_subscriptionBroke() {
        calmBeats(Audience.CALM);
        audience.interrupted();
        calmBeats(Audience.CALM - 1);
        assertThat(audience.hearsShards()).isFalse();
        calmBeats(1);
        assertThat(audience.hearsShards()).isTrue();
    }

    private void calmBeats(int beats) {
        for (int i = 0; i < beats; i++) {
            audience.beatSent();
            audience.beatHeard(true, true);
        }
    }
}
