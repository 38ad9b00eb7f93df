package io.tenantcache.benchmarks;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** How many calls a second are admitted that 32 threads make for one subject. */
@State(Scope.Benchmark)
@Threads(32)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RateLimitHot extends Comparison {

    private static final RateLimit WIDE = LimitPeers.wide("wide", Duration.ofMinutes(1));
    private static final String SUBJECT = "hot";

    private final LoopbackRedis redis = LoopbackRedis.start();
    private final TenantCacheManager manager = TenantCaches.patientOver(redis);
    private final RateLimiter limiter = manager.unwrap(RateLimiter.class);
    private final LimitPeers peers = new LimitPeers(redis, WIDE);

    /** Sets the rate of Redisson's limiter. */
    @Setup
    public void prepare() {
        peers.prepareRedisson(SUBJECT);
    }

    /** Ends all that has threads or a process. */
    @TearDown
    public void close() {
        manager.close();
        redis.close();
    }

    /** A script of {@code INCR} and {@code PEXPIRE}. */
    @Benchmark
    public boolean plainScript() {
        return peers.fixedWindow(SUBJECT);
    }

    /** Bucket4j on Redisson. */
    @Benchmark
    public boolean bucket4j() {
        return peers.bucket4j(SUBJECT);
    }

    /** Redisson's own limiter. */
    @Benchmark
    public boolean redissonRateLimiter() {
        return peers.redisson(SUBJECT);
    }

    /** Ours. */
    @Benchmark
    public boolean oneLimit() {
        boolean allowed = limiter.acquire(WIDE, SUBJECT).allowed();
        if (!allowed) {
            throw new IllegalStateException("It is to be admitted");
        }
        return true;
    }
}
