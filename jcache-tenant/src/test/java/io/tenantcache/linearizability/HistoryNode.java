package io.tenantcache.linearizability;

import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A node in a JVM of its own whose threads take part in {@linkplain Round rounds}. Its commands: {@code round}, the moment
 * at which it begins and the round, answered with the history; {@code get} and a key; {@code warnings}, answered with the
 * number of warnings that were logged.
 */
final class HistoryNode {

    static final int THREADS = 8;

    private static final Tenant TENANT = Tenant.of("acme");
    /** Referred to, or it could be collected together with its handler. */
    private static final Logger LOG = Logger.getLogger("io.tenantcache");

    private final int index;
    private final TenantCache<String, Long> cache;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    /** What was last seen of each key on this node. */
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    private final AtomicInteger warnings = new AtomicInteger();

    private HistoryNode(int index, TenantCache<String, Long> cache) {
        this.index = index;
        this.cache = cache;
    }

    /** The node's own main: the address of Redis, and which of the nodes it is. */
    public static void main(String[] arguments) throws IOException {
        TenantCacheConfig config = Configs.patient(URI.create(arguments[0]))
                .tenancy(Tenancy.PER_TENANT)
                .build();
        try (TenantCacheManager manager = new TenantCachingProvider()
                .open(URI.create("node"), HistoryNode.class.getClassLoader(), config, Optional::empty)) {
            HistoryNode node = new HistoryNode(Integer.parseInt(arguments[1]), manager.getOrCreateCache("checked"));
            LOG.addHandler(node.new Warnings());
            NodeProcess.serve(node::answer);
            node.threads.shutdownNow();
        }
    }

    private String answer(List<String> command) {
        try {
            return carryOut(command);
        } catch (Exception e) {
            return "!" + e;
        }
    }

    private String carryOut(List<String> command) throws Exception {
        return switch (command.get(0)) {
            case "round" -> play(Long.parseLong(command.get(1)), Round.of(command.subList(2, command.size())));
            case "get" -> String.valueOf(TenantContext.call(TENANT, () -> cache.get(command.get(1))));
            case "warnings" -> warnings.toString();
            default -> throw new IllegalArgumentException(command.get(0));
        };
    }

    private String play(long start, Round round) throws Exception {
        List<Future<List<Operation>>> parts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = index * THREADS + i;
            parts.add(threads.submit(() -> TenantContext.call(TENANT, () -> play(start, round, thread))));
        }
        List<Operation> all = new ArrayList<>();
        for (Future<List<Operation>> part : parts) {
            all.addAll(part.get());
        }
        return Operation.format(all);
    }

    private List<Operation> play(long start, Round round, int thread) {
        Random random = new Random(round.seed() + thread);
        List<Operation> history = new ArrayList<>();
        for (long early = start - System.nanoTime(); early > 0; early = start - System.nanoTime()) {
            LockSupport.parkNanos(early);
        }
        for (int i = 0; i < round.calls(); i++) {
            String key = round.key(i, random);
            if (random.nextInt(4) == 0) {
                // It may be behind, so it is not recorded. It is there to have the near tier filled meanwhile.
                learn(key, cache.get(key));
            }
            Call call = round.call(thread, random, known.getOrDefault(key, 0L));
            long begin = System.nanoTime();
            Object answer = call.ask(cache, key);
            long end = System.nanoTime();
            history.add(new Operation(key, call, String.valueOf(answer), begin, end));
            learn(key, answer instanceof Boolean ? (Long) call.first() : answer);
        }
        return history;
    }

    private void learn(String key, @Nullable Object value) {
        if (value instanceof Long seen) {
            known.put(key, seen);
        }
    }

    /** Counts what tells of trouble: that the remote tier is away is a warning. */
    private final class Warnings extends Handler {
        @Override
        public void publish(LogRecord message) {
            if (message.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
