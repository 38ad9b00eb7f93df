package io.tenantcache.redis;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.redisson.client.NettyHook;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.QueueCommand;

/**
 * Tells when a channel is about to carry its first script. A channel leads to one server process for as long as it lasts, so
 * what no new channel carried was answered by a server that answered before. The channels with which a client begins are
 * not new.
 */
final class ScriptChannels implements NettyHook {

    private final NettyHook next;
    private final Runnable firstScript;
    private volatile boolean begun;

    /**
     * Beside another hook.
     *
     * @param firstScript called before the script is sent, on a thread of Netty
     */
    ScriptChannels(NettyHook next, Runnable firstScript) {
        this.next = next;
        this.firstScript = firstScript;
    }

    /** The client has its first channels. */
    void begin() {
        begun = true;
    }

    @Override
    public void afterBoostrapInitialization(Bootstrap bootstrap) {
        next.afterBoostrapInitialization(bootstrap);
    }

    @Override
    public void afterChannelInitialization(Channel channel) {
        next.afterChannelInitialization(channel);
        if (begun) {
            channel.pipeline().addLast(new FirstScript());
        }
    }

    /** Leaves the pipeline when it has seen what it waits for. */
    private final class FirstScript extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (isScript(message)) {
                firstScript.run();
                var unused = context.write(message, promise);
                context.pipeline().remove(this);
            } else {
                var unused = context.write(message, promise);
            }
        }

        /** What is made of several commands counts as one: it may hold one. */
        private static boolean isScript(Object message) {
            return message instanceof CommandData<?, ?> command
                    ? command.getCommand().getName().startsWith("EVAL")
                    : message instanceof QueueCommand;
        }
    }
}
