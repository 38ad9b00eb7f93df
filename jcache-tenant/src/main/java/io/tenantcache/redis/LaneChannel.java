package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.redisson.api.RShardedTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * The sharded channel of a lane. It is subscribed once a server has taken a beat for it, and anew when this node's beats stay away:
 * Redisson follows slots that move, but not in all cases. Thread safe.
 */
final class LaneChannel {

    private static final Logger LOG = System.getLogger(LaneChannel.class.getName());

    /** Beats that must stay away for it to be subscribed anew: twice the coherence bound. */
    private static final int PATIENCE = 8;

    /** The most beats between two attempts: some minutes. */
    private static final int LONGEST_PAUSE = 1_024;

    private final RedissonClient client;
    private final RShardedTopic topic;
    private final Ear ear;
    private boolean isServed;
    private int silent;
    private int next = 1;
    private int pause = 1;

    /** Hears what is told on the channel, in order. */
    interface Ear {
        /** A subscription begins. */
        void subscribed();

        /** Something was told. */
        void heard(String text);
    }

    /** Of a server that may not have such channels. */
    LaneChannel(RedissonClient client, String name, Ear ear) {
        this.client = client;
        this.topic = client.getShardedTopic(name, StringCodec.INSTANCE);
        this.ear = ear;
    }

    /** Sends a beat, unless it was in vain so far. Does not wait, and does not fail. */
    void beat(String text) {
        if (!isDue()) {
            return;
        }
        try {
            String name = topic.getChannelNames().get(0);
            RedisConnection.send(client, Script.BEAT, List.of(name), new Object[] {text.getBytes(UTF_8)})
                    .whenComplete((receivers, failure) -> {
                        if (failure == null) {
                            served();
                        }
                    });
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "A beat was not sent", e);
        }
    }

    private synchronized boolean isDue() {
        silent++;
        boolean isLate = silent >= next;
        if (isLate) {
            next = silent + pause;
            pause = Math.min(LONGEST_PAUSE, 2 * pause);
            if (isServed) {
                attach();
            }
        }
        return isServed || isLate;
    }

    private synchronized void served() {
        if (!isServed) {
            isServed = true;
            next = silent + PATIENCE;
            pause = PATIENCE;
            attach();
        }
    }

    /** This node's own beat came back. */
    synchronized void answered() {
        silent = 0;
        next = PATIENCE;
        pause = PATIENCE;
    }

    /** Whether beats come back. */
    synchronized boolean isAnswered() {
        return isServed && silent < PATIENCE && next == PATIENCE;
    }

    private void attach() {
        StatusListener status = new StatusListener() {
            @Override
            public void onSubscribe(String name) {
                ear.subscribed();
            }

            @Override
            public void onUnsubscribe(String name) {
                // Until the next subscription no beat comes: that is what ends trust.
            }
        };
        try {
            var unused = topic.removeAllListenersAsync()
                    .handle((none, failure) -> topic.addListenerAsync(status))
                    .thenCompose(added -> added)
                    .thenCompose(id -> topic.addListenerAsync(String.class, (name, text) -> ear.heard(text)))
                    // What came between the two was not heard.
                    .thenAccept(id -> ear.subscribed());
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "A sharded channel was not subscribed", e);
        }
    }
}
