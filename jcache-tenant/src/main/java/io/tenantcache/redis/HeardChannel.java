package io.tenantcache.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.redisson.client.RedisException;

/**
 * A channel on which this node hears the others, and itself. It is subscribed anew when a server takes beats for it that do not come
 * back. Thread safe.
 */
abstract class HeardChannel {

    private static final Logger LOG = System.getLogger(HeardChannel.class.getName());

    /** Beats that were taken and did not come back, for it to be subscribed anew: twice the coherence bound. */
    private static final int PATIENCE = 8;

    /** The most beats between two that are tried at a server that never took one: some minutes. */
    private static final int LONGEST_PAUSE = 1_024;

    private boolean isTaken;
    private boolean isAnswered;
    private int unheard;
    private int waited;
    private int pause = 1;

    /** Hears what is told on the channel, in order. */
    interface Ear {
        /** A subscription begins. */
        void subscribed();

        /** Something was told. */
        void heard(String text);
    }

    /** Sends a message; answers how many heard it at the server that took it. */
    abstract CompletionStage<Long> publish(String text);

    /** Subscribes, in the place of the last subscription. Does not wait; may be in vain. */
    abstract void subscribe();

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
                if (isLost()) {
                    subscribe();
                }
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

    /** A beat was taken: answers whether those before should have come back, or none could. */
    private synchronized boolean isLost() {
        boolean lost = !isTaken || ++unheard >= PATIENCE;
        isTaken = true;
        if (lost) {
            unheard = 0;
            isAnswered = false;
        }
        return lost;
    }

    /** The channel was subscribed before any beat. */
    synchronized void begun() {
        isTaken = true;
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
}
