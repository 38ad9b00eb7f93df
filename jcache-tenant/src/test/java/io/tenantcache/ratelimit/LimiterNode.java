package io.tenantcache.ratelimit;

import io.tenantcache.Tenant;
import io.tenantcache.config.RedisConfig;
import io.tenantcache.redis.RedisStore;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.NodeProcess;
import io.tenantcache.tier.RemoteGate;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A node in a JVM of its own whose threads ask for more than they may have. */
final class LimiterNode {

    /** Without a call for so long, there was not more demand than could be met. */
    private static final long PAUSE_MICROS = 5_000;

    /** Of each node. */
    static final int THREADS = 3;

    static final RateLimit WIDE = RateLimit.of("wide", 200, Duration.ofMillis(1_500));
    static final RateLimit NARROW = RateLimit.of("narrow", 20, Duration.ofMillis(400));
    static final List<String> SUBJECTS = List.of("one", "two");

    private final RateLimiter limiter;

    private LimiterNode(RateLimiter limiter) {
        this.limiter = limiter;
    }

    /** The node's own main: the address of Redis, or those of some nodes of a Redis Cluster. */
    public static void main(String[] arguments) throws IOException {
        URI[] addresses =
                Arrays.stream(arguments[0].split(",")).map(URI::create).toArray(URI[]::new);
        RedisConfig config = Objects.requireNonNull(Configs.patient(addresses[0])
                .redis(redis -> {
                    if (addresses.length > 1) {
                        redis.cluster(addresses);
                    }
                })
                .build()
                .redis());
        try (RedisStore store = new RedisStore(config);
                RemoteGate gate = new RemoteGate(store, config.outage(), System::nanoTime)) {
            LimiterNode node = new LimiterNode(new SharedRateLimiter(
                    new SharedRateLimiter.Shared(store.limits(), gate), limit -> {}, System::nanoTime));
            NodeProcess.serve(node::answer);
        }
    }

    private String answer(List<String> command) {
        try {
            long seed = Long.parseLong(command.get(1));
            Duration time = Duration.ofMillis(Long.parseLong(command.get(2)));
            return switch (command.get(0)) {
                case "wide" -> demand(time, new Random(seed), false);
                case "mixed" -> demand(time, new Random(seed), true);
                default -> throw new IllegalArgumentException(command.get(0));
            };
        } catch (Exception e) {
            return "!" + e;
        }
    }

    /**
     * What was admitted, and how long nobody asked.
     *
     * @param from when it was asked for, by the clock that Redis has too: in microseconds
     * @param to when the answer was there
     */
    record Admission(String counter, long permits, long from, long to) {

        static Admission parse(String text) {
            String[] parts = text.split(",", -1);
            return new Admission(
                    parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
        }

        @Override
        public String toString() {
            return counter + "," + permits + "," + from + "," + to;
        }
    }

    private String demand(Duration time, Random random, boolean mixed) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        long end = System.nanoTime() + time.toNanos();
        try {
            List<Callable<List<Admission>>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random own = new Random(random.nextLong());
                tasks.add(() -> demand(end, own, mixed));
            }
            List<Admission> all = new ArrayList<>();
            for (Future<List<Admission>> task : pool.invokeAll(tasks)) {
                all.addAll(task.get());
            }
            return all.stream().map(Admission::toString).collect(Collectors.joining(" "));
        } finally {
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private List<Admission> demand(long end, Random random, boolean mixed) {
        List<Admission> admissions = new ArrayList<>();
        long last = nowMicros();
        while (System.nanoTime() - end < 0) {
            List<LimitedSubject> subjects = mixed ? mixed(random) : List.of(LimitedSubject.shared(WIDE, "all"));
            long permits = mixed ? 1 + random.nextInt(3) : 1;
            long from = nowMicros();
            if (from - last > PAUSE_MICROS) {
                admissions.add(new Admission("pause", 0, last, from));
            }
            boolean allowed = limiter.acquire(subjects, permits).allowed();
            long to = nowMicros();
            last = to;
            if (allowed) {
                subjects.forEach(subject -> admissions.add(new Admission(
                        subject.limit().name() + "/" + subject.tenant().id() + "/" + subject.subject(),
                        permits,
                        from,
                        to)));
            }
        }
        return admissions;
    }

    private static List<LimitedSubject> mixed(Random random) {
        List<LimitedSubject> subjects = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            subjects.add(LimitedSubject.shared(WIDE, "all"));
        }
        if (subjects.isEmpty() || random.nextBoolean()) {
            subjects.add(new LimitedSubject(NARROW, Tenant.of("acme"), SUBJECTS.get(random.nextInt(SUBJECTS.size()))));
        }
        return subjects;
    }

    private static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
