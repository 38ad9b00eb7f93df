package io.tenantcache.redis;

import io.tenantcache.config.RedisConfig;
import io.tenantcache.store.Deadline;
import io.tenantcache.store.RemoteUnavailableException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.SingleServerConfig;
import org.redisson.config.SslVerificationMode;

/**
 * The Redisson client, connected in the background: the application starts with Redis away. Once made, the client itself
 * reconnects whenever a connection breaks.
 */
final class RedisConnection implements AutoCloseable {

    /** Names of one command that walks over many. */
    private static final int BATCH = 500;

    private static final Logger LOG = System.getLogger(RedisConnection.class.getName());
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    private final RedisConfig config;
    private final Thread connector;
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable RedissonClient client;

    /**
     * Starts to connect.
     *
     * @param onConnect is told of the client once, on the connecting thread
     * @throws IllegalArgumentException if the configuration cannot be used
     */
    RedisConnection(RedisConfig config, Consumer<RedissonClient> onConnect) {
        this.config = config;
        Config redisson = toRedisson(config);
        this.connector = new Thread(() -> connect(redisson, onConnect), "tenantcache-redis-connect");
        connector.setDaemon(true);
        // The thread must not keep alive the class loader of whoever happened to create it.
        connector.setContextClassLoader(RedisConnection.class.getClassLoader());
        connector.start();
    }

    /** Waits for the first attempt to end, for the connection timeout at the most. */
    void awaitFirstAttempt() {
        try {
            if (!firstAttempt.await(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "Redis does not answer yet; the cache works from memory until it does");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The client, once connected. */
    @Nullable
    RedissonClient client() {
        return client;
    }

    /**
     * Runs the script and waits for its answer.
     *
     * @throws RemoteUnavailableException if there is none within the operation timeout
     */
    List<Object> run(Script script, List<Object> keys, Object[] arguments) {
        return run(script, keys, arguments, deadline());
    }

    /** The end of an operation that begins now. */
    Deadline deadline() {
        return Deadline.in(config.timeout());
    }

    /** The end of a read that begins now: the read path has less time than a change has. */
    Deadline readDeadline() {
        Duration budget = config.outage().readBudget();
        return Deadline.in(budget.compareTo(config.timeout()) < 0 ? budget : config.timeout());
    }

    /**
     * Runs the script and waits for its answer.
     *
     * @throws RemoteUnavailableException if there is none within that time
     */
    List<Object> run(Script script, List<Object> keys, Object[] arguments, Deadline deadline) {
        RedissonClient connected = client;
        if (connected == null) {
            throw new RemoteUnavailableException("Redis is not connected", null);
        }
        if (deadline.isOver()) {
            throw new RemoteUnavailableException("The " + deadline.budget() + " of the operation were over", null);
        }
        try {
            RScript scripts = connected.getScript(ByteArrayCodec.INSTANCE);
            String slot = (String) keys.get(0);
            CompletableFuture<List<Object>> answer = scripts.<List<Object>>evalShaAsync(
                            slot, RScript.Mode.READ_WRITE, script.sha1(), RScript.ReturnType.LIST, keys, arguments)
                    .toCompletableFuture();
            try {
                return deadline.await(answer);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RedisNoScriptException)) {
                    throw e;
                }
                return deadline.await(scripts.<List<Object>>evalAsync(
                                slot, RScript.Mode.READ_WRITE, script.text(), RScript.ReturnType.LIST, keys, arguments)
                        .toCompletableFuture());
            }
        } catch (ExecutionException e) {
            throw new RemoteUnavailableException("Redis failed the operation", e.getCause());
        } catch (TimeoutException e) {
            throw new RemoteUnavailableException("Redis did not answer within " + deadline.budget(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteUnavailableException("Interrupted while waiting for Redis", e);
        } catch (RedisException e) {
            throw new RemoteUnavailableException("Redis refused the operation", e);
        }
    }

    /** Has the script run, without waiting for it; nothing is heard of a failure. */
    void start(Script script, List<Object> keys, Object... arguments) {
        RedissonClient connected = client;
        if (connected != null) {
            try {
                connected
                        .getScript(ByteArrayCodec.INSTANCE)
                        .evalAsync(
                                (String) keys.get(0),
                                RScript.Mode.READ_WRITE,
                                script.text(),
                                RScript.ReturnType.LIST,
                                keys,
                                arguments);
            } catch (RedisException e) {
                LOG.log(Level.DEBUG, "Redis refused what nobody waits for", e);
            }
        }
    }

    /**
     * The names that match the pattern, fetched bit by bit.
     *
     * @throws RemoteUnavailableException from here or from the iterator
     */
    Iterable<String> scan(String pattern) {
        RedissonClient connected = client;
        if (connected == null) {
            throw new RemoteUnavailableException("Redis is not connected", null);
        }
        return connected
                .getKeys()
                .getKeys(KeysScanOptions.defaults().pattern(pattern).chunkSize(BATCH));
    }

    /**
     * Removes what lies at those places.
     *
     * @throws RemoteUnavailableException if that failed
     */
    void remove(List<String> places) {
        RedissonClient connected = client;
        if (connected == null) {
            throw new RemoteUnavailableException("Redis is not connected", null);
        }
        try {
            for (int from = 0; from < places.size(); from += BATCH) {
                List<String> batch = places.subList(from, Math.min(places.size(), from + BATCH));
                connected.getKeys().unlink(batch.toArray(String[]::new));
            }
        } catch (RedisException e) {
            throw new RemoteUnavailableException("Redis refused the operation", e);
        }
    }

    private void connect(Config redisson, Consumer<RedissonClient> onConnect) {
        EqualJitterDelay delays = new EqualJitterDelay(FIRST_DELAY, LONGEST_DELAY);
        for (int attempt = 0; closed.getCount() > 0; attempt++) {
            try {
                RedissonClient made = Redisson.create(redisson);
                if (!use(made, onConnect)) {
                    return;
                }
                firstAttempt.countDown();
                LOG.log(Level.INFO, "Connected to Redis");
                return;
            } catch (RuntimeException e) {
                if (attempt == 0) {
                    LOG.log(
                            Level.WARNING,
                            "Redis cannot be reached ({0}); the cache works from memory and tries again",
                            e.getClass().getSimpleName());
                }
                firstAttempt.countDown();
                if (pause(delays.calcDelay(attempt))) {
                    return;
                }
            }
        }
    }

    /** Hands the client on, or ends it: answers whether it is in use. */
    private boolean use(RedissonClient made, Consumer<RedissonClient> onConnect) {
        boolean used = false;
        try {
            if (closed.getCount() > 0) {
                onConnect.accept(made);
                client = made;
                used = true;
            }
        } finally {
            if (!used) {
                made.shutdown(0, 2, TimeUnit.SECONDS);
            }
        }
        return used;
    }

    /** Answers whether the connection was closed meanwhile. */
    private boolean pause(Duration delay) {
        try {
            return closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        connector.interrupt();
        try {
            connector.join(config.connectTimeout().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RedissonClient connected = client;
        if (connected != null) {
            connected.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    private static Config toRedisson(RedisConfig config) {
        if (config.redissonYaml() != null) {
            try {
                return Config.fromYAML(config.redissonYaml().toFile());
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "tenantcache.redis.config-file cannot be read as a Redisson configuration: "
                                + config.redissonYaml(),
                        e);
            }
        }
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
        SingleServerConfig server = redisson.useSingleServer();
        server.setAddress(String.valueOf(config.address()))
                .setConnectionPoolSize(config.poolSize())
                .setConnectionMinimumIdleSize(Math.min(2, config.poolSize()))
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(2)
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setTimeout(Math.toIntExact(config.timeout().toMillis()))
                // The tiers answer without Redis: better at once than after another try.
                .setRetryAttempts(0)
                .setReconnectionDelay(new EqualJitterDelay(FIRST_DELAY, LONGEST_DELAY));
        return redisson;
    }
}
