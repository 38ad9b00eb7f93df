package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.ratelimit.LimiterNode.Admission;
import io.tenantcache.testing.PlantedChange;
import io.tenantcache.testing.RedisProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three JVMs, each of which demands more than all of them may have. */
class RateLimitIT {

    private static final int NODES = 3;
    private static final long SEED = Long.getLong("limits.seed", System.nanoTime());
    private static final String SCRIPT = "io/tenantcache/redis/limit.lua";

    private static Map<String, List<Admission>> run(List<List<Path>> first, String kind, Duration time)
            throws Exception {
        try (RedisProcess redis = RedisProcess.started();
                LimiterNodes nodes = LimiterNodes.started(first, List.of(redis.address()))) {
            return nodes.demand(kind, SEED, time);
        }
    }

    private static List<List<Path>> unchanged() {
        return List.of(List.of(), List.of(), List.of());
    }

    @Test
    void bound_holds() throws Exception {
        Map<String, List<Admission>> admissions = run(unchanged(), "mixed", Duration.ofSeconds(8));

        assertThat(admissions.keySet()).contains("wide//all", "narrow/acme/one", "narrow/acme/two");
        assertThat(LimiterNodes.hold(admissions)).as("seed %d", SEED).isTrue();
    }

    @Test
    void little_isWasted() throws Exception {
        Map<String, List<Admission>> admissions = run(unchanged(), "wide", Duration.ofSeconds(10));

        RateLimit limit = LimiterNode.WIDE;
        List<Admission> admitted = admissions.getOrDefault("wide//all", List.of());
        assertThat(LimiterNodes.hold(admissions)).as("seed %d", SEED).isTrue();
        long begin = admitted.get(0).from();
        long windows = (admitted.get(admitted.size() - 1).to() - begin) / micros(limit);
        assertThat(windows).isGreaterThanOrEqualTo(4);
        List<Admission> pauses = admissions.getOrDefault("pause", List.of());
        long total = 0;
        for (int window = 0; window < windows; window++) {
            long from = begin + window * micros(limit);
            long to = from + micros(limit);
            long count = admitted.stream()
                    .filter(admission -> admission.to() >= from && admission.to() < to)
                    .count();
            total += count;
            // What was asked for late is late in the windows that follow too.
            double paused = (double) idle(pauses, begin, to) / micros(limit);
            System.out.printf(
                    "seed %d, window %d: %.2f %% admitted; demand paused for %.2f %% of a window so far%n",
                    SEED, window, 100.0 * count / limit.limit(), 100 * paused);
            assertThat((double) count / limit.limit()).isGreaterThanOrEqualTo(0.98 - paused);
        }
        long end = begin + windows * micros(limit);
        double idle = (double) idle(pauses, begin, end) / (end - begin);
        assertThat((double) total / (windows * limit.limit())).isGreaterThanOrEqualTo(0.98 - idle);
    }

    /** How long not one of the threads asked: the machine may be busy otherwise. */
    private static long idle(List<Admission> pauses, long begin, long end) {
        TreeMap<Long, Integer> changes = new TreeMap<>();
        for (Admission pause : pauses) {
            changes.merge(Math.max(pause.from(), begin), 1, Integer::sum);
            changes.merge(Math.max(Math.min(pause.to(), end), begin), -1, Integer::sum);
        }
        long idle = 0;
        long last = begin;
        int paused = 0;
        for (Map.Entry<Long, Integer> change : changes.entrySet()) {
            idle += paused == NODES * LimiterNode.THREADS ? change.getKey() - last : 0;
            last = change.getKey();
            paused += change.getValue();
        }
        return idle;
    }

    private static long micros(RateLimit limit) {
        return limit.window().toNanos() / 1_000;
    }

    @Test
    void withClocksOfNodes_isFound(@TempDir Path folder) throws Exception {
        List<List<Path>> first = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            Path own = Files.createDirectory(folder.resolve("node" + i));
            new PlantedChange(
                            SCRIPT,
                            "local clock = redis.call('TIME')",
                            "local clock = redis.call('TIME')\nclock[1] = clock[1] + " + i)
                    .plantIn(own);
            first.add(List.of(own));
        }
        assertThat(LimiterNodes.hold(run(first, "mixed", Duration.ofSeconds(4))))
                .as("seed %d", SEED)
                .isFalse();
    }

    @Test
    void withCheckAndCommitApart_isFound(@TempDir Path folder) throws Exception {
        new PlantedChange(
                        "io/tenantcache/ratelimit/SharedRateLimiter.java",
                        "all.counters().decide(counters, permits, effect)",
                        "{ Answer seen = all.counters().decide(counters, permits, Effect.NONE);"
                                + " return !seen.admitted() || effect == Effect.NONE ? seen : all.counters().decide("
                                + "counters.stream().map(c -> new Counter(c.tenant(), c.name(), c.subject(),"
                                + " RateLimit.MOST, c.window())).toList(), permits, effect); }")
                .plantIn(folder);
        List<Path> first = List.of(folder);
        assertThat(LimiterNodes.hold(run(List.of(first, first, first), "mixed", Duration.ofSeconds(6))))
                .as("seed %d", SEED)
                .isFalse();
    }
}
