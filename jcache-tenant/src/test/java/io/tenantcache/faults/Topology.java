package io.tenantcache.faults;

import io.tenantcache.config.RedisConfigBuilder;
import io.tenantcache.testing.RedisCluster;
import io.tenantcache.testing.RedisSentinels;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How Redis is set up in a run, and what can go wrong there. */
enum Topology {
    /** One server, and the network between it and each node. */
    STANDALONE {
        @Override
        Servers start(int nodes, Path data) {
            return OneServer.started(nodes, data);
        }

        @Override
        void configure(RedisConfigBuilder settings, URI... addresses) {
            settings.address(addresses[0]);
        }

        @Override
        void plantIn(Path first) {
            // One server has one clock.
        }

        @Override
        Faults faults() {
            List<FaultKind> kinds = Arrays.stream(FaultKind.values())
                    .filter(kind -> !kind.losesChanges())
                    .toList();
            return new Faults(kinds, Duration.ofMillis(3_500), Duration.ofSeconds(4), 3);
        }
    },
    SENTINEL {
        @Override
        Servers start(int nodes, Path data) {
            return new ReplicatedServers(RedisSentinels.started());
        }

        @Override
        void configure(RedisConfigBuilder settings, URI... addresses) {
            settings.sentinels(RedisSentinels.MASTER_NAME, addresses);
        }
    },
    CLUSTER {
        @Override
        Servers start(int nodes, Path data) {
            return new ReplicatedServers(RedisCluster.started());
        }

        @Override
        void configure(RedisConfigBuilder settings, URI... addresses) {
            settings.cluster(addresses);
        }
    };

    /**
     * Running servers.
     *
     * @param data where one keeps its data that is killed and comes back
     */
    abstract Servers start(int nodes, Path data);

    /** Tells a node of them. */
    abstract void configure(RedisConfigBuilder settings, URI... addresses);

    /** What else is so there: put where the nodes find it first. */
    void plantIn(Path first) {
        SkewedClocks.plantIn(first);
    }

    /** What can befall them. */
    Faults faults() {
        // All of them befall all nodes: only in a calm time longer than recovery and bound is anything proved.
        return new Faults(
                List.of(
                        FaultKind.FAILOVER,
                        FaultKind.FAILOVER_BEHIND,
                        FaultKind.KILL_CLIENTS,
                        FaultKind.KILL_SUBSCRIBERS),
                Duration.ofSeconds(1),
                Duration.ofSeconds(12),
                2);
    }

    /** A word that {@link #configure(RedisConfigBuilder, String)} reads. */
    String format(Collection<URI> addresses) {
        return name() + addresses.stream().map(address -> "," + address).collect(Collectors.joining());
    }

    static void configure(RedisConfigBuilder settings, String word) {
        List<String> parts = new ArrayList<>(List.of(word.split(",")));
        valueOf(parts.remove(0))
                .configure(settings, parts.stream().map(URI::create).toArray(URI[]::new));
    }
}
