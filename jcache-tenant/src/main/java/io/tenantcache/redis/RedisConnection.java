package io.tenantcache.redis;

import io.tenantcache.Tenant;
import io.tenantcache.config.RedisConfig;
import io.tenantcache.store.Deadline;
import io.tenantcache.store.RemoteUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RKeys;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.DelayStrategy;

/**
 * The Redisson client, connected in the background: the application starts with Redis away. Once made, the client itself
 * reconnects whenever a connection breaks.
 */
final class RedisConnection implements AutoCloseable {

    /** Names of one command that walks over many. */
    private static final int BATCH = 500;

    private static final Logger LOG = System.getLogger(RedisConnection.class.getName());

    /** Between two looks at the masters, for a node that is idle: one that is not notices at once. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final RedisConfig config;
    private final Topology topology;
    private final Masters masters;
    private final ScriptChannels channels;
    private final Thread connector;
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable RedissonClient client;

    /**
     * Starts to connect.
     *
     * @param redisson {@link RedissonSettings} of it
     * @param onConnect is told of the client once, on the connecting thread
     * @param serverChanged is told when the master of any keys is another one than before, or was restarted, so that its last
     *     changes may be lost: before {@link #run} returns or throws for the first operation that the new one answered, within a
     *     second or so where there are no operations. Called on the thread that found it out, one call at a time; must not
     *     block
     */
    RedisConnection(RedisConfig config, Config redisson, Consumer<RedissonClient> onConnect, Runnable serverChanged) {
        this.config = config;
        this.topology = Topology.of(redisson);
        this.masters = new Masters(topology, serverChanged);
        this.channels = new ScriptChannels(redisson.getNettyHook(), masters::channelUsed);
        redisson.setNettyHook(channels);
        this.connector = new Thread(
                () -> {
                    connect(redisson, onConnect);
                    lookAtMasters();
                },
                "tenantcache-redis");
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
     * @throws RemoteUnavailableException if there is none within the operation timeout, or if the server that answered is
     *     another one than before; whether the script was carried out is not known
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
     * @throws RemoteUnavailableException if there is none within that time, or if the server that answered is another one than
     *     before; whether the script was carried out is not known
     */
    List<Object> run(Script script, List<Object> keys, Object[] arguments, Deadline deadline) {
        RScript scripts = connected().getScript(ByteArrayCodec.INSTANCE);
        List<Object> answer = run(scripts, script, keys, arguments, deadline);
        String key = (String) keys.get(0);
        masters.confirm(key, () -> history(scripts, key, deadline));
        return answer;
    }

    private OptionalLong history(RScript scripts, String key, Deadline deadline) {
        List<Object> answer = run(scripts, Script.HISTORY, List.of(key), new Object[0], deadline);
        if (answer.isEmpty()) {
            return OptionalLong.empty();
        }
        if ((Long) answer.get(0) == 0) {
            throw new RemoteUnavailableException("Redis is a replica now", null);
        }
        return OptionalLong.of((Long) answer.get(1));
    }

    private List<Object> run(RScript scripts, Script script, List<Object> keys, Object[] arguments, Deadline deadline) {
        if (deadline.isOver()) {
            throw new RemoteUnavailableException("The " + deadline.budget() + " of the operation were over", null);
        }
        return await(
                RedisConnection.<List<Object>>send(scripts, script, RScript.ReturnType.LIST, keys, arguments),
                deadline);
    }

    /**
     * Sends a script that answers one binary text.
     *
     * @return its answer, to be {@linkplain #await awaited}
     * @throws RemoteUnavailableException if there is no connection
     */
    CompletableFuture<byte[]> send(Script script, List<Object> keys, byte[] argument) {
        RScript scripts = connected().getScript(ByteArrayCodec.INSTANCE);
        return send(scripts, script, RScript.ReturnType.VALUE, keys, new Object[] {argument});
    }

    /** Sends the script over that client. */
    static CompletableFuture<List<Object>> send(
            RedissonClient client, Script script, List<Object> keys, Object[] arguments) {
        return send(client.getScript(ByteArrayCodec.INSTANCE), script, RScript.ReturnType.LIST, keys, arguments);
    }

    private static <T> CompletableFuture<T> send(
            RScript scripts, Script script, RScript.ReturnType type, List<Object> keys, Object[] arguments) {
        String slot = (String) keys.get(0);
        try {
            return scripts.<T>evalShaAsync(slot, RScript.Mode.READ_WRITE, script.sha1(), type, keys, arguments)
                    .toCompletableFuture()
                    .exceptionallyCompose(failure -> isUnknown(failure)
                            ? scripts.<T>evalAsync(slot, RScript.Mode.READ_WRITE, script.text(), type, keys, arguments)
                            : CompletableFuture.failedFuture(failure));
        } catch (RedisException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isUnknown(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RedisNoScriptException;
    }

    /**
     * Waits for the answer.
     *
     * @throws RemoteUnavailableException if there is none within that time; whether the script was carried out is not known
     */
    <T> T await(CompletableFuture<T> answer, Deadline deadline) {
        try {
            return deadline.await(answer);
        } catch (ExecutionException e) {
            throw new RemoteUnavailableException("Redis failed the operation", e.getCause());
        } catch (TimeoutException e) {
            throw new RemoteUnavailableException("Redis did not answer within " + deadline.budget(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteUnavailableException("Interrupted while waiting for Redis", e);
        }
    }

    /** Has the script run, without waiting for it; nothing is heard of a failure. */
    void start(Script script, List<Object> keys, Object... arguments) {
        RedissonClient connected = client;
        if (connected != null) {
            try {
                var unused = connected
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

    private RedissonClient connected() {
        RedissonClient connected = client;
        if (connected == null) {
            throw new RemoteUnavailableException("Redis is not connected", null);
        }
        return connected;
    }

    /**
     * The names that match the pattern, fetched bit by bit.
     *
     * @throws RemoteUnavailableException from here or from the iterator
     */
    Iterable<String> scan(String pattern) {
        return connected()
                .getKeys()
                .getKeys(KeysScanOptions.defaults().pattern(pattern).chunkSize(BATCH));
    }

    /**
     * Removes what lies at those places.
     *
     * @throws RemoteUnavailableException if that failed
     */
    void remove(List<String> places) {
        RKeys all = connected().getKeys();
        try {
            for (int from = 0; from < places.size(); from += BATCH) {
                List<String> batch = places.subList(from, Math.min(places.size(), from + BATCH));
                all.unlink(batch.toArray(String[]::new));
            }
        } catch (RedisException e) {
            throw new RemoteUnavailableException("Redis refused the operation", e);
        }
    }

    private void connect(Config redisson, Consumer<RedissonClient> onConnect) {
        DelayStrategy delays = RedissonSettings.reconnectionDelay();
        for (int attempt = 0; closed.getCount() > 0; attempt++) {
            try {
                RedissonClient made = Redisson.create(redisson);
                channels.begin();
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
                masters.found(histories(made));
                client = made;
                prime(made);
                used = true;
            }
        } finally {
            if (!used) {
                made.shutdown(0, 2, TimeUnit.SECONDS);
            }
        }
        return used;
    }

    /** Has the first operation, where there is one server, cost one round trip as all others do. */
    private void prime(RedissonClient made) {
        RScript scripts = made.getScript(ByteArrayCodec.INSTANCE);
        String key = new RedisNames(config.keyPrefix()).scopes(Tenant.SHARED);
        try {
            masters.confirm(key, () -> history(scripts, key, deadline()));
        } catch (RemoteUnavailableException e) {
            LOG.log(Level.DEBUG, "Redis did not answer at once", e);
        }
    }

    /** Until the connection is closed: finds out what no operation does. */
    private void lookAtMasters() {
        RedissonClient connected = client;
        while (connected != null && !pause(LOOK_INTERVAL)) {
            try {
                masters.found(histories(connected));
            } catch (RuntimeException e) {
                // The client is being closed, say. What this look missed the next one sees.
                LOG.log(Level.DEBUG, "The Redis masters could not be looked at", e);
            }
        }
    }

    /** Those of the masters that answer. */
    private List<Long> histories(RedissonClient connected) {
        List<Long> histories = new ArrayList<>();
        for (RedisNode master : topology.masters(connected)) {
            try {
                Map<String, String> info = master.info(RedisNode.InfoSection.REPLICATION);
                String history = info.get("master_replid");
                if ("master".equals(info.get("role")) && history != null) {
                    histories.add(Long.parseLong(history.substring(0, Masters.HISTORY_DIGITS), 16));
                }
            } catch (RedisException e) {
                // It is away, or may not say: what it is the operations will find out.
                LOG.log(Level.DEBUG, "A Redis master did not tell its history", e);
            }
        }
        return histories;
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
}
