package io.tenantcache.tck;

import io.tenantcache.testing.RedisProcess;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * One Redis, empty at first, for all tests of a JVM, where the system property {@code tck.redis} is {@code start}. Its
 * address becomes the setting that an application would have.
 */
public final class RedisForAll implements LauncherSessionListener {

    private @Nullable RedisProcess redis;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if ("start".equals(System.getProperty("tck.redis"))) {
            redis = RedisProcess.started();
            System.setProperty("tenantcache.redis.address", redis.address().toString());
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (redis != null) {
            redis.close();
        }
    }
}
