package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.InvalidationOrigin;
import io.tenantcache.InvalidationReach;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Tenancy;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RedissonClient;

/** A prefix is any text without braces; it is escaped, so that it means nothing to a pattern or to a list. */
class KeyPrefixTest {

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private static TenantCacheManager node(String name, String prefix) {
        return Managers.connected(new TenantCachingProvider()
                .open(
                        URI.create(name),
                        KeyPrefixTest.class.getClassLoader(),
                        Configs.patient(redis.address())
                                .tenancy(Tenancy.PER_TENANT)
                                .redis(settings -> settings.keyPrefix(prefix))
                                .build(),
                        Optional::empty));
    }

    private static long told(TenantCacheManager node) {
        return node.statistics().caches().get(0).invalidations(InvalidationReach.KEY, InvalidationOrigin.ELSEWHERE);
    }

    private static long entries(TenantCacheManager node) {
        return node.unwrap(RedissonClient.class)
                .getKeys()
                .getKeysStream()
                .filter(name -> name.contains("{acme}:"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox:", "my inbox: ", "[in]*b?x\\", "bo\u00eete"})
    void twoNodes(String prefix) {
        redis.ask("FLUSHALL");
        try (TenantCacheManager here = node("here", prefix);
                TenantCacheManager there = node("there", prefix);
                TenantCacheManager elsewhere = node("elsewhere", "inbox")) {
            TenantCache<String, String> own = here.getOrCreateCache("c");
            TenantCache<String, String> other = there.getOrCreateCache("c");
            TenantContext.run(Tenant.of("acme"), () -> {
                own.put("k", "1");
                assertThat(other.get("k")).isEqualTo("1");
                assertThat(other).extracting(entry -> entry.getKey()).containsExactly("k");
                assertThat(elsewhere.<String, String>getOrCreateCache("c").get("k"))
                        .isNull();
                own.put("k", "2");
                // An audit would find it too, without a message.
                await().pollInSameThread().until(() -> told(there) > 0);
                await().pollInSameThread().until(() -> other.get("k"), "2"::equals);
                own.clear();
                await().pollInSameThread().until(() -> other.get("k") == null);
                own.put("k", "3");
                assertThat(entries(here)).isOne();
                here.destroyCache("c");
                assertThat(entries(here)).isZero();
            });
        }
    }
}
