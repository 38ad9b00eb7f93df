package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantcache.Tenant;
import io.tenantcache.codec.KeyText;
import io.tenantcache.store.RemoteListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

/** The channels on which the nodes tell each other what changes, as this node hears them. Thread safe. */
final class Channels {

    /*
     * Everybody hears the ordinary channel. In a cluster that has sharded channels, each lane has one beside it: a script names the
     * one of its tenant, if all nodes are known to hear such, and falls back to the ordinary one if the server cannot or if
     * nobody is there to hear it. So a node must hear both, and a lane's beat counts when it has come back on both.
     *
     * A node begins with the ordinary channel alone, says so in its beats, and is told all there. When its own beats come back from
     * all sharded channels, it asks that of each beat from then on, and says that it hears them. Nobody tells it anything
     * there before.
     */

    private static final Logger LOG = System.getLogger(Channels.class.getName());
    private static final long WARNING_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int ORDINARY = -1;

    /** Beats after which it is told that there are no sharded channels. */
    private static final int LATE = 40;

    private final RedisNames names;
    private final Lanes lanes;
    private final String node;
    private final Function<String, @Nullable KeyText> keysOf;
    private final Audience audience = new Audience();
    private final List<RemoteListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong warnNotBefore = new AtomicLong(System.nanoTime());
    private final byte[] ordinary;
    private final List<byte[]> withSharded;
    /** When the last beat was sent that came back, by channel. */
    private final Map<Integer, Long> answered = new ConcurrentHashMap<>();

    private volatile @Nullable HeardChannel everybodys;
    private volatile List<HeardChannel> sharded = List.of();
    private volatile boolean hearsShards;
    private volatile int nodes = 1;
    private int beatsWithout;

    /**
     * Of a node that hears nothing yet.
     *
     * @param keysOf the keys of a cache that is open here, by name; null for others
     */
    Channels(RedisNames names, Lanes lanes, String node, Function<String, @Nullable KeyText> keysOf) {
        this.names = names;
        this.lanes = lanes;
        this.node = node;
        this.keysOf = keysOf;
        this.ordinary = names.channel().getBytes(UTF_8);
        this.withSharded = lanes.count() == 1
                ? List.of()
                : IntStream.range(0, lanes.count())
                        .mapToObj(lane -> (names.channel() + " " + lanes.channel(lane)).getBytes(UTF_8))
                        .toList();
    }

    /** Where a script tells of a change of the tenant: see {@code changes.lua}. */
    byte[] of(Tenant tenant) {
        return hearsShards && audience.hearsShards() ? withSharded.get(lanes.of(tenant)) : ordinary;
    }

    /** How many nodes hear the ordinary channel, as it was known lately: at least 1. */
    int nodes() {
        return nodes;
    }

    /**
     * Hears from now on.
     *
     * @throws RedisException if it cannot
     */
    void listen(RedissonClient client) {
        everybodys = new OrdinaryChannel(client, names.channel(), new Ear(ORDINARY));
        if (lanes.count() > 1) {
            sharded = IntStream.range(0, lanes.count())
                    .<HeardChannel>mapToObj(lane -> new ShardedChannel(client, lanes.channel(lane), new Ear(lane)))
                    .toList();
        }
        listeners.forEach(RemoteListener::subscribed);
    }

    /** Of one channel. */
    private final class Ear implements HeardChannel.Ear {

        private final int channel;

        Ear(int channel) {
            this.channel = channel;
        }

        @Override
        public void subscribed() {
            if (channel == ORDINARY) {
                audience.interrupted();
                listeners.forEach(RemoteListener::subscribed);
            } else if (hearsShards) {
                listeners.forEach(listener -> listener.subscribed(channel));
            }
        }

        @Override
        public void heard(String text) {
            hear(channel, text);
        }
    }

    /** Hears what the nodes tell, from now on. */
    void subscribe(RemoteListener listener) {
        listeners.add(listener);
        if (everybodys != null) {
            listener.subscribed();
        }
    }

    /** The server is another one. */
    void serverChanged() {
        listeners.forEach(RemoteListener::serverChanged);
    }

    /** Has this node hear its own beat, on each channel that it hears. Does not wait, and does not fail. */
    void beat(long sentAt) {
        HeardChannel heard = everybodys;
        if (heard == null) {
            return;
        }
        String text = Message.beat(node, sentAt, hearsShards);
        audience.beatSent();
        // Whoever is subscribed receives it: that is how many nodes there are. In a Cluster, at the node that was
        // asked.
        heard.beat(text, receivers -> nodes = (int) Math.max(1, receivers));
        sharded.forEach(channel -> channel.beat(text, receivers -> {}));
        tellIfLate();
    }

    /** A cluster without sharded channels is told of once. */
    private synchronized void tellIfLate() {
        if (!hearsShards && !sharded.isEmpty() && ++beatsWithout == LATE) {
            LOG.log(
                    Level.INFO,
                    "Changes are told on the ordinary channel, which the cluster hands on to all its nodes: its sharded channels"
                            + " are not heard. They need Redis 7, and a user who may use SPUBLISH and SSUBSCRIBE and the channels "
                            + names.channel("*"));
        }
    }

    /** Once all of them are heard, they must be; answers whether that begins now. */
    private synchronized boolean beginsToHearShards() {
        boolean begins = !hearsShards && sharded.stream().allMatch(HeardChannel::isAnswered);
        hearsShards |= begins;
        return begins;
    }

    /** Reads a message; null if it is none. */
    @Nullable
    Message parse(String text) {
        return Message.parse(text, node, keysOf);
    }

    private void hear(int channel, String text) {
        try {
            hear(channel, parse(text));
        } catch (RuntimeException e) {
            // A key's own methods failed, say. Redisson would pass over it, and the change with it.
            hear(channel, (Message) null);
        }
    }

    private void hear(int channel, @Nullable Message message) {
        if (message instanceof Message.Changed changed) {
            listeners.forEach(listener -> listener.changed(changed.change()));
        } else if (message instanceof Message.Wake wake) {
            listeners.forEach(listener -> listener.released(wake.tenant(), wake.keys()));
        } else if (message instanceof Message.Beat beat) {
            hearBeat(channel, beat);
        } else {
            warnOfMisheard();
            listeners.forEach(RemoteListener::misheard);
        }
    }

    private void hearBeat(int channel, Message.Beat beat) {
        boolean isOwn = beat.node().equals(node);
        if (channel == ORDINARY) {
            audience.beatHeard(isOwn, beat.hearsShards());
        }
        if (!isOwn) {
            return;
        }
        answered.put(channel, beat.sentAt());
        HeardChannel heard = channel == ORDINARY ? everybodys : sharded.get(channel);
        if (heard != null) {
            heard.answered();
        }
        if (channel == ORDINARY) {
            IntStream.range(0, lanes.count()).forEach(this::tellBeat);
        } else {
            if (!hearsShards && beginsToHearShards()) {
                LOG.log(Level.INFO, "The sharded channels of the cluster are heard");
                listeners.forEach(RemoteListener::subscribed);
            }
            tellBeat(channel);
        }
    }

    private void tellBeat(int lane) {
        Long there = answered.get(ORDINARY);
        Long here = hearsShards ? answered.get(lane) : there;
        if (there != null && here != null) {
            long sentAt = there - here < 0 ? there : here;
            listeners.forEach(listener -> listener.beat(lane, sentAt));
        }
    }

    /** A node of another version may send many. */
    private void warnOfMisheard() {
        long now = System.nanoTime();
        long next = warnNotBefore.get();
        if (now - next >= 0 && warnNotBefore.compareAndSet(next, now + WARNING_INTERVAL_NANOS)) {
            LOG.log(
                    Level.WARNING,
                    "Messages on the channel of changes are not understood; near entries are dropped. Told once a minute");
        }
    }
}
