package io.tenantcache.faults;

import static java.util.Objects.requireNonNull;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.NodeProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.StreamSupport;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * A node in a JVM of its own. Its commands: {@code clock}, answered with its {@link System#nanoTime}; {@code use}, whether it uses
 * Redis; {@code play} and {@code stop}; {@code requests}, for so many a second; {@code took}, the times of those between two moments;
 * {@code sweep}, to read everything.
 */
final class FaultNode {

    /** The time that an operation in Redis gets. */
    static final Duration TIMEOUT = Duration.ofMillis(300);

    /** The time that a read in Redis gets. */
    static final Duration READ_BUDGET = Duration.ofMillis(250);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final List<Player> players = new ArrayList<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Recorder recorder = new Recorder(events::add);
    private final int index;
    private final TenantCacheManager manager;
    private @Nullable Requests requests;

    private FaultNode(int index, TenantCacheManager manager) {
        this.index = index;
        this.manager = manager;
    }

    /**
     * The node's own main.
     *
     * @param arguments the addresses of Redis, which of the nodes it is and how many there are, the port of the source, the
     *     workload and the seed
     */
    public static void main(String[] arguments) throws IOException {
        int index = Integer.parseInt(arguments[1]);
        try (TenantCacheManager manager = new TenantCachingProvider()
                .open(URI.create("node"), FaultNode.class.getClassLoader(), config(arguments[0]), Optional::empty)) {
            SourceClient source = new SourceClient(Integer.parseInt(arguments[3]), index);
            Workload.CACHES.forEach(cache -> manager.createCache(cache, configuration(cache, source)));
            FaultNode node = new FaultNode(index, manager);
            node.seat(
                    Integer.parseInt(arguments[2]), Workload.parse(arguments[4]), Long.parseLong(arguments[5]), source);
            node.serve(source.history());
        }
    }

    private void seat(int nodes, Workload workload, long seed, SourceClient source) {
        for (int i = 0; i < workload.threads(); i++) {
            int number = index * workload.threads() + i;
            var seat = new Player.Seat(index, number, workload.threads() * nodes, workload, seed);
            players.add(new Player(seat, manager, source, recorder));
        }
        requests = new Requests(players.get(0));
    }

    private void serve(PrintStream history) throws IOException {
        send(history);
        Absences absences = new Absences(manager, recorder, index);
        try (Ticker ticker = new Ticker(() -> tick(absences))) {
            ticker.start();
            NodeProcess.serve(this::answer);
        }
    }

    private Requests requests() {
        return requireNonNull(requests);
    }

    private void tick(Absences absences) {
        absences.look();
        recorder.tick(index);
    }

    private static TenantCacheConfig config(String redis) {
        return TenantCacheConfig.builder()
                .redis(settings -> {
                    Topology.configure(settings, redis);
                    settings.timeout(TIMEOUT).readBudget(READ_BUDGET).connectTimeout(CONNECT_TIMEOUT);
                })
                .tenancy(Tenancy.PER_TENANT)
                .build();
    }

    private static MutableConfiguration<String, String> configuration(String cache, SourceClient source) {
        return new MutableConfiguration<String, String>()
                .setReadThrough(!cache.equals(Workload.TAGGED))
                .setCacheLoaderFactory(() -> new SourceLoader(cache, source));
    }

    private String answer(List<String> command) {
        switch (command.get(0)) {
            case "clock" -> {
                return Long.toString(System.nanoTime());
            }
            case "use" -> {
                return Boolean.toString(manager.remoteHealth().orElseThrow().isInUse());
            }
            case "play" -> players.forEach(player -> daemon(player).start());
            case "requests" -> requests().begin(Integer.parseInt(command.get(1)));
            case "took" -> {
                return requests().took(Long.parseLong(command.get(1)), Long.parseLong(command.get(2)));
            }
            case "sweep" -> players.get(0).readEverything();
            case "stop" -> {
                players.forEach(Player::stop);
                requests().stop();
            }
            default -> throw new IllegalArgumentException(command.get(0));
        }
        return "done";
    }

    /** On a thread of its own, so that nobody who records waits for the network. */
    private void send(PrintStream history) {
        daemon(() -> {
                    while (!history.checkError()) {
                        try {
                            history.println(events.take().format());
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                })
                .start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "node");
        thread.setDaemon(true);
        return thread;
    }

    /** Loads for the tenant of the thread that it is called on: should that be another's, the value tells. */
    private record SourceLoader(String cache, SourceClient source) implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            return source.read(new Slot(tenant(), cache, key));
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            List<String> all = StreamSupport.stream(keys.spliterator(), false)
                    .map(String.class::cast)
                    .toList();
            return source.read(tenant(), cache, all);
        }

        private static String tenant() {
            return TenantContext.current().orElseThrow().id();
        }
    }
}
