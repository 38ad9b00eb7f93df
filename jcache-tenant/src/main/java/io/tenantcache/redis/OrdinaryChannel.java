package io.tenantcache.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** The channel that all servers hand on to each other. Redisson mends its subscription, but gives up where a server refuses. */
final class OrdinaryChannel extends HeardChannel {

    private static final Logger LOG = System.getLogger(OrdinaryChannel.class.getName());

    private final RTopic topic;
    private final Ear ear;

    /**
     * Heard from now on.
     *
     * @throws RedisException if it cannot be subscribed
     */
    OrdinaryChannel(RedissonClient client, String name, Ear ear) {
        this.topic = client.getTopic(name, StringCodec.INSTANCE);
        this.ear = ear;
        topic.addListener(status());
        topic.addListener(String.class, (channel, text) -> ear.heard(text));
        begun();
        // What came between the two was not heard.
        ear.subscribed();
    }

    @Override
    CompletionStage<Long> publish(String text) {
        return topic.publishAsync(text);
    }

    @Override
    void subscribe() {
        try {
            var unused = topic.removeAllListenersAsync()
                    .handle((none, failure) -> topic.addListenerAsync(status()))
                    .thenCompose(added -> added)
                    .thenCompose(id -> topic.addListenerAsync(String.class, (channel, text) -> ear.heard(text)))
                    .thenAccept(id -> ear.subscribed());
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "The channel was not subscribed", e);
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
