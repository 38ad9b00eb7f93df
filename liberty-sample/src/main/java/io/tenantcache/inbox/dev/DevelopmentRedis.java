package io.tenantcache.inbox.dev;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Redis server of this run, for those who have configured none. It is started when its address is first asked for,
 * and stopped with the application.
 */
@WebListener
public class DevelopmentRedis implements ServletContextListener {

    private static final Logger LOG = System.getLogger(DevelopmentRedis.class.getName());
    private static final Object LOCK = new Object();
    private static State state = State.UNUSED;
    private static @Nullable RedisProcess process;

    /** Whether the address was asked for, and what came of it. */
    private enum State {
        UNUSED,
        RUNNING,
        UNAVAILABLE,
        STOPPED
    }

    /** The server's address, or empty if none can be run here: the caches then live in memory only. Blocks at first. */
    static Optional<String> address() {
        synchronized (LOCK) {
            if (state == State.UNUSED) {
                start();
            }
            return Optional.ofNullable(process).map(redis -> redis.address().toString());
        }
    }

    private static void start() {
        try {
            process = RedisProcess.start(RedisProcess.freePort());
            state = State.RUNNING;
            LOG.log(
                    Level.INFO,
                    "No tenantcache.redis.address is configured: started a Redis for this run at " + process.address());
        } catch (RuntimeException | LinkageError e) {
            state = State.UNAVAILABLE;
            LOG.log(
                    Level.WARNING,
                    "No tenantcache.redis.address is configured, and no Redis can be run here (" + e.getMessage()
                            + "): the caches live in the memory of this server only");
        }
    }

    /** Stops the server, if it was started. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        synchronized (LOCK) {
            if (process != null) {
                process.close();
                process = null;
                LOG.log(Level.INFO, "Stopped the Redis of this run");
            }
            state = State.STOPPED;
        }
    }
}
