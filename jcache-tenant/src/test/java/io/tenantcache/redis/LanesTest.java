package io.tenantcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Tenant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {

    private static final int RANGE = HashSlot.COUNT / Lanes.OF_CLUSTER;

    @ParameterizedTest
    @ValueSource(strings = {"", "app", "a {b}"})
    void channel_liesInTheMiddleOfItsRange(String prefix) {
        RedisNames names = new RedisNames(prefix);
        Lanes lanes = new Lanes(names, Topology.CLUSTER);
        Set<String> channels = new HashSet<>();
        for (int lane = 0; lane < lanes.count(); lane++) {
            String channel = lanes.channel(lane);
            channels.add(channel);
            assertThat(HashSlot.of(channel)).isBetween(lane * RANGE + RANGE / 4, (lane + 1) * RANGE - RANGE / 4);
        }
        assertThat(channels).hasSize(Lanes.OF_CLUSTER).doesNotContain(names.channel());
    }

    @Test
    void of_rangeOfTheSlot() {
        RedisNames names = new RedisNames("");
        Lanes lanes = new Lanes(names, Topology.CLUSTER);
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            Tenant tenant = Tenant.of("tenant-" + i);
            int lane = lanes.of(tenant);
            assertThat(HashSlot.of(names.scopes(tenant)) / RANGE).isEqualTo(lane);
            used.add(lane);
        }
        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, Lanes.OF_CLUSTER).boxed().toList());
    }

    @Test
    void of_outsideOfAClusterThereIsOne() {
        for (Topology topology : Set.of(Topology.SINGLE, Topology.SENTINEL)) {
            Lanes lanes = new Lanes(new RedisNames(""), topology);
            assertThat(lanes.count()).isEqualTo(1);
            assertThat(lanes.of(Tenant.of("acme"))).isZero();
        }
    }
}
