package io.tenantcache.redis;

import io.tenantcache.config.RedisConfig;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.DelayStrategy;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SslVerificationMode;
import org.redisson.config.SubscriptionMode;

/** What Redisson is told: our settings, or the user's own file together with what cannot be left to it. */
final class RedissonSettings {

    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

    /** Between two looks of Redisson at who is master, in milliseconds. */
    private static final int SCAN_INTERVAL = 1_000;

    /** Longer than Redisson's ten seconds, in milliseconds: see {@link Masters} for what a new connection costs. */
    private static final int IDLE_TIMEOUT = 60_000;

    private RedissonSettings() {}

    /**
     * The configuration of the client.
     *
     * @throws IllegalArgumentException if a file cannot be used
     */
    static Config of(RedisConfig config) {
        Path file = config.redissonYaml();
        Config redisson = file == null ? ofSettings(config) : ofFile(file);
        switch (Topology.of(redisson)) {
            case SINGLE -> limit(redisson.useSingleServer(), config);
            case SENTINEL -> limit(mastersOnly(redisson.useSentinelServers()), config);
            case CLUSTER -> limit(mastersOnly(redisson.useClusterServers()), config);
        }
        return redisson;
    }

    /** The pauses between attempts to connect. */
    static DelayStrategy reconnectionDelay() {
        return new EqualJitterDelay(FIRST_DELAY, LONGEST_DELAY);
    }

    private static Config ofFile(Path file) {
        try {
            return Config.fromYAML(file.toFile());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "tenantcache.redis.config-file cannot be read as a Redisson configuration: " + file, e);
        }
    }

    private static Config ofSettings(RedisConfig config) {
        Config redisson = new Config();
        redisson.setThreads(2).setNettyThreads(Math.max(2, Runtime.getRuntime().availableProcessors()));
        redisson.setUsername(config.username()).setPassword(config.password());
        if (config.trustStore() != null) {
            try {
                redisson.setSslTruststore(config.trustStore().toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("tenantcache.redis.trust-store is not a file", e);
            }
            redisson.setSslTruststorePassword(config.trustStorePassword());
        }
        redisson.setSslVerificationMode(
                config.verifyHostname() ? SslVerificationMode.STRICT : SslVerificationMode.CA_ONLY);
        List<String> addresses = config.addresses().stream().map(URI::toString).toList();
        switch (config.mode()) {
            case SINGLE ->
                redisson.useSingleServer()
                        .setAddress(addresses.get(0))
                        .setConnectionPoolSize(config.poolSize())
                        .setConnectionMinimumIdleSize(idle(config))
                        .setSubscriptionConnectionMinimumIdleSize(1)
                        .setSubscriptionConnectionPoolSize(2)
                        .setIdleConnectionTimeout(IDLE_TIMEOUT);
            case SENTINEL ->
                pooled(redisson.useSentinelServers(), config)
                        .setMasterName(config.masterName())
                        .setScanInterval(SCAN_INTERVAL)
                        .setSentinelAddresses(addresses);
            case CLUSTER ->
                pooled(redisson.useClusterServers(), config)
                        .setScanInterval(SCAN_INTERVAL)
                        .setNodeAddresses(addresses);
        }
        return redisson;
    }

    private static int idle(RedisConfig config) {
        return Math.min(2, config.poolSize());
    }

    private static <T extends BaseMasterSlaveServersConfig<T>> T pooled(T servers, RedisConfig config) {
        return servers.setMasterConnectionPoolSize(config.poolSize())
                .setMasterConnectionMinimumIdleSize(idle(config))
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(2)
                .setIdleConnectionTimeout(IDLE_TIMEOUT);
    }

    /** A replica may lag behind: what it answers may be outdated already. */
    private static <T extends BaseMasterSlaveServersConfig<T>> T mastersOnly(T servers) {
        return servers.setReadMode(ReadMode.MASTER).setSubscriptionMode(SubscriptionMode.MASTER);
    }

    private static void limit(BaseConfig<?> servers, RedisConfig config) {
        servers.setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
        servers.setTimeout(Math.toIntExact(config.timeout().toMillis()));
        // The tiers answer without Redis: better at once than after another try.
        servers.setRetryAttempts(0);
        servers.setReconnectionDelay(reconnectionDelay());
    }
}
