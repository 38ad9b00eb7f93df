package io.tenantcache.benchmarks;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.ratelimit.LimitedSubject;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A call that is limited by what all nodes share, from one thread, each subject in turn. */
@State(Scope.Benchmark)
public class RateLimitShared extends Comparison {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final RateLimit WIDE = LimitPeers.wide("wide", WINDOW);
    private static final RateLimit GLOBAL = LimitPeers.wide("global", WINDOW);
    private static final RateLimit OF_TENANT = LimitPeers.wide("tenant", WINDOW);
    private static final RateLimit OF_USER = LimitPeers.wide("user", WINDOW);
    private static final RateLimit SHORT = LimitPeers.wide("short", Duration.ofSeconds(1));
    private static final RateLimit FULL = LimitPeers.wide("full", Duration.ofSeconds(20));
    private static final RateLimit NARROW = RateLimit.of("narrow", 1, Duration.ofDays(1));

    private final LoopbackRedis redis = LoopbackRedis.start();
    private final TenantCacheManager manager = TenantCaches.patientOver(redis);
    private final RateLimiter limiter = manager.unwrap(RateLimiter.class);
    private final LimitPeers peers = new LimitPeers(redis, WIDE);
    private long firstCalls;

    /** Makes what has to be there before, and uses up the narrow limit. */
    @Setup
    public void prepare() {
        for (String key : keys()) {
            peers.prepareRedisson(key);
            limiter.acquire(NARROW, key);
            if (limiter.acquire(NARROW, key).allowed()) {
                throw new IllegalStateException("It is to be refused");
            }
        }
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
        return admitted(peers.fixedWindow(nextKey()));
    }

    /** Bucket4j on Redisson. */
    @Benchmark
    public boolean bucket4j() {
        return admitted(peers.bucket4j(nextKey()));
    }

    /** Redisson's own limiter. */
    @Benchmark
    public boolean redissonRateLimiter() {
        return admitted(peers.redisson(nextKey()));
    }

    /** One limit of ours. */
    @Benchmark
    public boolean oneLimit() {
        return admitted(limiter.acquire(WIDE, nextKey()).allowed());
    }

    /** One limit of ours, and a subject that has not called before. */
    @Benchmark
    public boolean oneLimitFirstCall() {
        return admitted(limiter.acquire(WIDE, "first " + firstCalls++).allowed());
    }

    /** One whose window is so short that each call opens another part of it, and the one before has ended. */
    @Benchmark
    public boolean oneLimitShortWindow() {
        return admitted(limiter.acquire(SHORT, nextKey()).allowed());
    }

    /** One whose window holds some fifty parts, each call opening another, where the calls of a subject come a part apart. */
    @Benchmark
    public boolean oneLimitManyParts() {
        return admitted(limiter.acquire(FULL, nextKey()).allowed());
    }

    /** Four limits of ours, in one decision. */
    @Benchmark
    public boolean fourLimits() {
        String key = nextKey();
        List<LimitedSubject> subjects = List.of(
                LimitedSubject.shared(GLOBAL, ""),
                LimitedSubject.shared(WIDE, key),
                new LimitedSubject(OF_TENANT, TenantCaches.ACME, ""),
                new LimitedSubject(OF_USER, TenantCaches.ACME, key));
        return admitted(limiter.acquire(subjects, 1).allowed());
    }

    /** A subject of which this node knows that it is refused. */
    @Benchmark
    public boolean refused() {
        return limiter.acquire(NARROW, nextKey()).allowed();
    }

    private static boolean admitted(boolean allowed) {
        if (!allowed) {
            throw new IllegalStateException("It is to be admitted");
        }
        return true;
    }
}
