package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheTrace;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.Tier;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of megabytes, in a cache that keeps them near and in one whose near tier is too small for them. */
class LargeValuesIT {

    private static RedisProcess redis;
    private static TenantCacheManager writing;
    private static TenantCacheManager reading;

    @BeforeAll
    static void start() {
        redis = RedisProcess.started();
        writing = opened("writing");
        reading = opened("reading");
    }

    private static TenantCacheManager opened(String name) {
        return new TenantCachingProvider()
                .open(
                        URI.create(name),
                        LargeValuesIT.class.getClassLoader(),
                        Configs.patient(redis.address())
                                .cache("roomy", cache -> cache.nearMaxBytes(64 << 20))
                                .cache("tight", cache -> cache.nearMaxBytes(512 << 10))
                                .build(),
                        Optional::empty);
    }

    @AfterAll
    static void stop() {
        reading.close();
        writing.close();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void value_isKeptNear(int megabytes) {
        String value = value(megabytes);
        TenantCache<String, String> here = writing.getOrCreateCache("roomy");
        TenantCache<String, String> there = reading.getOrCreateCache("roomy");
        String key = "k" + megabytes;
        here.put(key, value);
        assertThat(answering(here, key, value)).isEqualTo(Tier.NEAR);
        assertThat(answering(there, key, value)).isEqualTo(Tier.REMOTE);
        // That it was put may be heard only now, and then has it read once more.
        await().untilAsserted(() -> assertThat(answering(there, key, value)).isEqualTo(Tier.NEAR));
        assertThat(here.getAndRemove(key)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void value_tooLargeToBeKeptNear(int megabytes) {
        String value = value(megabytes);
        TenantCache<String, String> here = writing.getOrCreateCache("tight");
        here.put("k", value);
        assertThat(answering(here, "k", value)).isEqualTo(Tier.REMOTE);
        assertThat(answering(here, "k", value)).isEqualTo(Tier.REMOTE);
        assertThat(here.replace("k", value, "small")).isTrue();
        assertThat(answering(here, "k", "small")).isEqualTo(Tier.NEAR);
    }

    private static Tier answering(TenantCache<String, String> cache, String key, String value) {
        try (CacheTrace trace = CacheTrace.start()) {
            assertThat(cache.get(key)).isEqualTo(value);
            return trace.answeredBy().orElseThrow();
        }
    }

    private static String value(int megabytes) {
        return new Random(megabytes)
                .ints(megabytes << 20, ' ', 128)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
