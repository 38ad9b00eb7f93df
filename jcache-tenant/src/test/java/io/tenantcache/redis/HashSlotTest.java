package io.tenantcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Tenant;
import io.tenantcache.testing.RandomText;
import io.tenantcache.testing.RedisProcess;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashSlotTest {

    @ParameterizedTest
    @CsvSource({
        "123456789, 12739",
        "foo, 12182",
        "app:{foo}:cache:key:v1, 12182",
        "{foo}bar{zap}, 12182",
        "foo{}{bar}, 8363"
    })
    void of(String key, int slot) {
        assertThat(HashSlot.of(key)).isEqualTo(slot);
    }

    @Test
    void of_asRedisSays(@TempDir Path folder) {
        long seed = System.nanoTime();
        RandomText texts = new RandomText(new Random(seed));
        try (RedisProcess redis = RedisProcess.started(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(RedisProcess.freePort()),
                "--dir",
                folder.toString())) {
            for (int i = 0; i < 200; i++) {
                String id = texts.next(3);
                String key = new RedisNames(texts.next(1)).scopes(id.isBlank() ? Tenant.SHARED : Tenant.of(id));
                assertThat(Integer.toString(HashSlot.of(key)))
                        .as("seed %d, %s", seed, key)
                        .isEqualTo(redis.tell("CLUSTER KEYSLOT " + key));
            }
        }
    }
}
