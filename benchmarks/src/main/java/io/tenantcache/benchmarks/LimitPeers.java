package io.tenantcache.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.redisson.Bucket4jRedisson;
import io.tenantcache.ratelimit.RateLimit;
import java.time.Duration;
import java.util.List;
import org.redisson.Redisson;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RScript;
import org.redisson.api.RateType;
import org.redisson.client.codec.ByteArrayCodec;

/** What others offer to limit a rate over one Redis, each by the same limit, through one Redisson client of their own. */
final class LimitPeers {

    /** A fixed window: it may admit twice the limit around its border. */
    private static final String FIXED_WINDOW = """
            local n = redis.call('INCR', KEYS[1])
            if n == 1 then
              redis.call('PEXPIRE', KEYS[1], ARGV[1])
            end
            return n
            """;

    private final LoopbackRedis redis;
    private final RateLimit limit;
    private final ProxyManager<String> buckets;
    private final BucketConfiguration configuration;
    private final RScript scripts;
    private final String digest;
    private final byte[] windowMillis;

    /** A limit of ours that nobody reaches. Were it decided without Redis, it would be refused, and the run end. */
    static RateLimit wide(String name, Duration window) {
        return new RateLimit(name, RateLimit.MOST, window, RateLimit.WhenAway.DENY);
    }

    LimitPeers(LoopbackRedis redis, RateLimit limit) {
        this.redis = redis;
        this.limit = limit;
        // Without an expiry its buckets would stay for ever.
        this.buckets = Bucket4jRedisson.casBasedBuilder(((Redisson) redis.client()).getCommandExecutor())
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(1)))
                .build();
        this.configuration = BucketConfiguration.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit.limit()).refillGreedy(limit.limit(), limit.window()))
                .build();
        this.scripts = redis.client().getScript(ByteArrayCodec.INSTANCE);
        this.digest = scripts.scriptLoad(FIXED_WINDOW);
        this.windowMillis = Long.toString(limit.window().toMillis()).getBytes(UTF_8);
    }

    /** Bucket4j's token bucket, by compare and swap. */
    boolean bucket4j(String subject) {
        return buckets.getProxy(nameOf("bucket4j", subject), () -> configuration)
                .tryConsume(1);
    }

    /** Redisson's limiter; to be set before. */
    boolean redisson(String subject) {
        return rateLimiter(subject).tryAcquire();
    }

    /** Sets the rate of Redisson's limiter. */
    void prepareRedisson(String subject) {
        if (!rateLimiter(subject).trySetRate(RateType.OVERALL, limit.limit(), limit.window())) {
            throw new IllegalStateException("The rate was set before");
        }
    }

    private RRateLimiter rateLimiter(String subject) {
        return redis.client().getRateLimiter(nameOf("redisson", subject));
    }

    /** The least that a shared limit can cost: a script of two commands, by its digest. */
    boolean fixedWindow(String subject) {
        List<Object> keys = List.of(nameOf("plain", subject));
        Long admitted = scripts.evalSha(
                RScript.Mode.READ_WRITE, digest, RScript.ReturnType.LONG, keys, new Object[] {windowMillis});
        return admitted <= limit.limit();
    }

    /** The name of what lies in Redis. */
    static String nameOf(String peer, String subject) {
        return peer + ":" + subject;
    }
}
