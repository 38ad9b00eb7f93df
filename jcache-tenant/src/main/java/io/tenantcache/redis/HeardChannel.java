package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * A channel on which this node hears the others, and itself. It is subscribed anew when a server takes beats for it that do not come
 * back: Redisson mends what breaks, but gives up where a server refuses, and misses a slot that moves now and then. Thread safe.
 */
abstract class HeardChannel {

    private static final Logger LOG = System.getLogger(HeardChannel.class.getName());

    /** Beats that were taken and did not come back, for it to be subscribed anew: twice the coherence bound. */
    private static final int PATIENCE = 8;

    /** The most beats between two that are tried at a server that never took one: some minutes. */
    private static final int LONGEST_PAUSE = 1_024;

    /** Turns for which an attempt to subscribe is waited for. */
    private static final int LONGEST_ATTEMPT = 5;

    private final RTopic topic;
    private final Ear ear;
    private boolean isTaken;
    private boolean isAnswered;
    private int unheard;
    private int waited;
    private int pause = 1;
    private int turnsOfAttempt;

    /** Hears what is told on the channel, in order. */
    interface Ear {
        /** A subscription begins. */
        void subscribed();

        /** Something was told. */
        void heard(String text);
    }

    private HeardChannel(RTopic topic, Ear ear) {
        this.topic = topic;
        this.ear = ear;
    }

    /**
     * The one that everybody hears, from now on.
     *
     * @throws RedisException if it cannot be subscribed
     */
    static HeardChannel ordinary(RedissonClient client, String name, Ear ear) {
        RTopic topic = client.getTopic(name, StringCodec.INSTANCE);
        HeardChannel channel = new HeardChannel(topic, ear) {
            @Override
            CompletionStage<Long> publish(String text) {
                return topic.publishAsync(text);
            }
        };
        topic.addListener(channel.status());
        topic.addListener(String.class, (channelName, text) -> ear.heard(text));
        channel.isTaken = true;
        // What came between the two was not heard.
        ear.subscribed();
        return channel;
    }

    /** A sharded one, which is heard once a server has taken a beat for it. */
    static HeardChannel sharded(RedissonClient client, String name, Ear ear) {
        return new HeardChannel(client.getShardedTopic(name, StringCodec.INSTANCE), ear) {
            @Override
            CompletionStage<Long> publish(String text) {
                Object[] arguments = {text.getBytes(UTF_8)};
                return RedisConnection.send(client, Script.BEAT, List.of(name), arguments)
                        .thenApply(answer -> (Long) answer.get(0));
            }
        };
    }

    /** Answers how many heard it where it was sent. */
    abstract CompletionStage<Long> publish(String text);

    /**
     * Sends a beat, unless that was in vain so far. Does not wait, and does not fail.
     *
     * @param reached told how many heard it at the server that took it
     */
    void beat(String text, LongConsumer reached) {
        if (!isDue()) {
            return;
        }
        try {
            var unused = publish(text).thenAccept(receivers -> {
                reached.accept(receivers);
                taken();
            });
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "A beat was not sent", e);
        }
    }

    private synchronized boolean isDue() {
        waited++;
        if (!isTaken && waited < pause) {
            return false;
        }
        waited = 0;
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
        return true;
    }

    private synchronized void taken() {
        unheard++;
        if (!isTaken || unheard >= PATIENCE) {
            isTaken = true;
            unheard = 0;
            attach();
        }
    }

    /** This node's own beat came back. */
    synchronized void answered() {
        isAnswered = true;
        unheard = 0;
    }

    /** Whether beats come back. */
    synchronized boolean isAnswered() {
        return isAnswered;
    }

    private void attach() {
        if (turnsOfAttempt > 0 && turnsOfAttempt < LONGEST_ATTEMPT) {
            turnsOfAttempt++;
            return;
        }
        turnsOfAttempt = 1;
        isAnswered = false;
        try {
            var unused = topic.removeAllListenersAsync()
                    .handle((none, failure) -> topic.addListenerAsync(status()))
                    .thenCompose(added -> added)
                    .thenCompose(id -> topic.addListenerAsync(String.class, (name, text) -> ear.heard(text)))
                    .whenComplete((id, failure) -> attached(failure == null));
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "A channel was not subscribed", e);
            turnsOfAttempt = 0;
        }
    }

    private void attached(boolean isSubscribed) {
        synchronized (this) {
            turnsOfAttempt = 0;
        }
        if (isSubscribed) {
            // What came between the two listeners was not heard.
            ear.subscribed();
        }
    }

    private StatusListener status() {
        return new StatusListener() {
            @Override
            public void onSubscribe(String name) {
                ear.subscribed();
            }

            @Override
            public void onUnsubscribe(String name) {
                // Until the next subscription no beat comes: that is what ends trust.
            }
        };
    }
}
