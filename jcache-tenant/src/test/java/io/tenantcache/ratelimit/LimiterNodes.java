package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.ratelimit.LimiterNode.Admission;
import io.tenantcache.testing.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Some JVMs, each of which demands more than all of them may have. */
final class LimiterNodes implements AutoCloseable {

    private static final Map<String, RateLimit> LIMITS = Map.of("wide", LimiterNode.WIDE, "narrow", LimiterNode.NARROW);

    private final List<NodeProcess> nodes = new ArrayList<>();

    private LimiterNodes() {}

    /**
     * Nodes over that Redis.
     *
     * @param first of each, what stands on its class path before that of this JVM
     * @param redis one server, or nodes of a Redis Cluster
     */
    static LimiterNodes started(List<List<Path>> first, List<URI> redis) {
        String addresses = redis.stream().map(URI::toString).collect(Collectors.joining(","));
        LimiterNodes started = new LimiterNodes();
        first.forEach(path -> started.nodes.add(NodeProcess.started(LimiterNode.class, path, addresses)));
        return started;
    }

    /** What the nodes were admitted, by counter, in order. */
    Map<String, List<Admission>> demand(String kind, long seed, Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        try {
            List<Callable<String>> calls = nodes.stream()
                    .<Callable<String>>map(node -> () ->
                            node.tell(kind, Long.toString(seed + nodes.indexOf(node)), Long.toString(time.toMillis())))
                    .toList();
            List<Admission> all = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).doesNotStartWith("!");
                Arrays.stream(answer.get().split(" ")).map(Admission::parse).forEach(all::add);
            }
            return all.stream()
                    .sorted(Comparator.comparingLong(Admission::from))
                    .collect(Collectors.groupingBy(Admission::counter));
        } finally {
            threads.shutdownNow();
        }
    }

    /** Whether no window of any of those counters held more than its limit. */
    static boolean hold(Map<String, List<Admission>> admissions) {
        return admissions.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("pause"))
                .allMatch(entry -> {
                    RateLimit limit = LIMITS.get(
                            entry.getKey().substring(0, entry.getKey().indexOf('/')));
                    return limit != null && most(entry.getValue(), limit.window()) <= limit.limit();
                });
    }

    /**
     * The most that was admitted, for certain, within any window: a call was admitted between its begin and its end, and a window
     * that begins with the begin of one holds all that ended in it.
     */
    private static long most(List<Admission> admissions, Duration window) {
        long micros = window.toNanos() / 1_000;
        long most = 0;
        for (int i = 0; i < admissions.size(); i++) {
            long end = admissions.get(i).from() + micros;
            long total = 0;
            for (int j = i; j < admissions.size() && admissions.get(j).from() < end; j++) {
                total += admissions.get(j).to() < end ? admissions.get(j).permits() : 0;
            }
            most = Math.max(most, total);
        }
        return most;
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
    }
}
