package io.tenantcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void beat_saysWhetherItsNodeHearsShardedChannels() {
        assertThat(Message.parse(Message.beat("node", 7, true), "own", cache -> null))
                .isEqualTo(new Message.Beat("node", 7, true));
        assertThat(Message.parse(Message.beat("node", -7, false), "own", cache -> null))
                .isEqualTo(new Message.Beat("node", -7, false));
    }

    /** Such a node reads the first parts and hears the ordinary channel alone. */
    @Test
    void beat_ofAnOlderRelease() {
        assertThat(Message.parse("1 beat node 7", "own", cache -> null)).isEqualTo(new Message.Beat("node", 7, false));
        assertThat(Message.beat("node", 7, true)).startsWith("1 beat node 7 ");
    }
}
