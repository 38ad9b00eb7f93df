package io.tenantcache.inbox;

import io.tenantcache.inbox.dev.RedisProcess;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The Redis that the server under test was told to use. The tests own it: the first class starts it, after the server
 * has started without it, and it ends with the last class.
 */
class OwnRedis implements BeforeAllCallback, ParameterResolver {

    /** The process, and its successors on the same port. */
    static final class Server implements AutoCloseable {

        private static final int PORT = Integer.getInteger("inbox.redis.port");

        private RedisProcess process = RedisProcess.start(PORT);

        /** Ends it as an accident would. */
        void kill() {
            process.kill();
        }

        /** Starts an empty one in its place. */
        void restart() {
            process = RedisProcess.start(PORT);
        }

        @Override
        public void close() {
            process.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    private static Server server(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OwnRedis.class))
                .computeIfAbsent(Server.class, key -> new Server(), Server.class);
    }
}
