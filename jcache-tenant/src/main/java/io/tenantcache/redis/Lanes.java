package io.tenantcache.redis;

import io.tenantcache.Tenant;
import java.util.stream.IntStream;

/**
 * The parts into which tenants fall for what is told of them: one, or in a cluster some ranges of slots, each with a sharded channel of
 * its own whose slot lies in the middle of the range, so that most often one server has both. All nodes must part them alike.
 */
final class Lanes {

    /** As many as a cluster has masters, or some more: each is a beat more of each node. */
    static final int OF_CLUSTER = 16;

    /** How far from the middle: there are always tags so near. */
    private static final int NEAR = 32;

    private final RedisNames names;
    private final int count;

    /** Those of servers that stand so to each other. */
    Lanes(RedisNames names, Topology topology) {
        this.names = names;
        this.count = topology == Topology.CLUSTER ? OF_CLUSTER : 1;
    }

    int count() {
        return count;
    }

    /** The lane of that tenant, from 0. */
    int of(Tenant tenant) {
        return count == 1 ? 0 : HashSlot.of(names.scopes(tenant)) * count / HashSlot.COUNT;
    }

    /** The name of its sharded channel. */
    String channel(int lane) {
        int middle = (2 * lane + 1) * HashSlot.COUNT / (2 * count);
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> names.channel(Integer.toString(number)))
                .filter(name -> Math.abs(HashSlot.of(name) - middle) < NEAR)
                .findFirst()
                .orElseThrow();
    }
}
