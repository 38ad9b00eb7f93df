package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.BaseRedisPubSubListener;
import org.redisson.client.ChannelName;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisPubSubConnection;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.pubsub.PubSubType;
import org.redisson.connection.ConnectionManager;
import org.redisson.connection.MasterSlaveEntry;

/**
 * A channel of one slot of a cluster, heard on a connection of its own to the master of the slot. It is subscribed once a server has
 * taken a beat for it, and anew when the slot has another master.
 */
final class ShardedChannel extends HeardChannel {

    /*
     * Redisson's own sharded topic is not used: when a slot moved there and back within a second, it kept the lock of the channel for
     * ever (4.7.0), and of all other channels that share it. Its connections reconnect and subscribe again by themselves.
     */

    private final RedissonClient client;
    private final ConnectionManager connections;
    private final String name;
    private final int slot;
    private final Ear ear;
    private volatile @Nullable Line line;

    /** Not heard yet. */
    ShardedChannel(RedissonClient client, String name, Ear ear) {
        this.client = client;
        this.connections = ((Redisson) client).getCommandExecutor().getConnectionManager();
        this.name = name;
        this.slot = HashSlot.of(name);
        this.ear = ear;
    }

    @Override
    CompletionStage<Long> publish(String text) {
        Line present = line;
        if (present != null && present.master != master()) {
            subscribe();
        }
        Object[] arguments = {text.getBytes(UTF_8)};
        return RedisConnection.send(client, Script.BEAT, List.of(name), arguments)
                .thenApply(answer -> (Long) answer.get(0));
    }

    /** The client of the slot's master, as far as it is known; null if none is. */
    private @Nullable RedisClient master() {
        MasterSlaveEntry entry = connections.getWriteEntry(slot);
        return entry == null ? null : entry.getClient();
    }

    @Override
    void subscribe() {
        RedisClient master = master();
        if (master != null) {
            Line next = new Line(master);
            Line before = replaceLine(next);
            if (before != null) {
                before.close();
            }
            var unused = master.connectPubSubAsync().thenAccept(next::use);
        }
    }

    private synchronized @Nullable Line replaceLine(Line next) {
        Line before = line;
        line = next;
        return before;
    }

    /** A connection, and what comes on it as long as there is no later one. */
    private final class Line extends BaseRedisPubSubListener {

        private final RedisClient master;
        private @Nullable RedisPubSubConnection connection;
        private boolean isClosed;

        Line(RedisClient master) {
            this.master = master;
        }

        synchronized void use(RedisPubSubConnection made) {
            if (isClosed) {
                var unused = made.closeAsync();
                return;
            }
            connection = made;
            ChannelName channel = new ChannelName(name);
            made.addListener(channel, this);
            var unused = made.ssubscribe(StringCodec.INSTANCE, channel);
        }

        synchronized void close() {
            isClosed = true;
            if (connection != null) {
                var unused = connection.closeAsync();
            }
        }

        @Override
        public void onStatus(PubSubType type, CharSequence channel) {
            if (type == PubSubType.SSUBSCRIBE && line == this) {
                ear.subscribed();
            }
        }

        @Override
        public void onMessage(CharSequence channel, Object message) {
            if (line == this) {
                ear.heard((String) message);
            }
        }
    }
}
