package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.testing.Configs;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.Test;

/** What a fence covers is neither read from the cache nor stored in it. */
class ReadFenceTest {

    private static final Tenant ACME = Tenant.of("acme");

    private final AtomicInteger loads = new AtomicInteger();

    /** Covers the key "fenced" of the cache "c", for that tenant alone. */
    private static boolean covers(Tenant tenant, String cache, Object key) {
        return tenant.equals(ACME) && cache.equals("c") && key.equals("fenced");
    }

    private void with(String name, boolean readThrough, Consumer<TenantCache<String, String>> test) {
        try (TenantCacheManager manager = new TenantCachingProvider()
                .open(
                        URI.create("fenced"),
                        ReadFenceTest.class.getClassLoader(),
                        Configs.of(null),
                        Optional::empty,
                        ReadFenceTest::covers)) {
            var configuration = new MutableConfiguration<String, String>().setReadThrough(readThrough);
            if (readThrough) {
                configuration.setCacheLoaderFactory(new SingletonFactory<>(new Counted()));
            }
            test.accept(manager.createCache(name, configuration));
        }
    }

    private final class Counted implements CacheLoader<String, String> {
        @Override
        public String load(String key) {
            return key + loads.incrementAndGet();
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> all = new HashMap<>();
            keys.forEach(key -> all.put(key, load(key)));
            return all;
        }
    }

    @Test
    void getOrLoad_asksTheLoaderEachTime() {
        with("c", false, cache -> {
            TenantContext.run(ACME, () -> {
                cache.put("fenced", "cached");
                assertThat(cache.<RuntimeException>getOrLoad("fenced", key -> "1"))
                        .isEqualTo("1");
                assertThat(cache.<RuntimeException>getOrLoad("fenced", key -> "2"))
                        .isEqualTo("2");
                assertThat(cache.iterator().next().getValue())
                        .as("what is cached")
                        .isEqualTo("cached");
                assertThat(cache.<RuntimeException>getOrLoad("open", key -> "1"))
                        .isEqualTo("1");
                assertThat(cache.<RuntimeException>getOrLoad("open", key -> "2"))
                        .isEqualTo("1");
            });
            TenantContext.run(Tenant.of("globex"), () -> {
                cache.put("fenced", "cached");
                assertThat(cache.get("fenced")).as("another tenant's").isEqualTo("cached");
            });
        });
    }

    @Test
    void get_isAMiss() {
        with(
                "c",
                false,
                cache -> TenantContext.run(ACME, () -> {
                    cache.put("fenced", "cached");
                    cache.put("open", "cached");
                    assertThat(cache.get("fenced")).isNull();
                    assertThat(cache.getAll(Set.of("fenced", "open"))).containsExactly(Map.entry("open", "cached"));
                }));
    }

    @Test
    void get_readThrough_asksTheSource() {
        with(
                "c",
                true,
                cache -> TenantContext.run(ACME, () -> {
                    assertThat(cache.get("fenced")).isEqualTo("fenced1");
                    assertThat(cache.get("fenced")).isEqualTo("fenced2");
                    assertThat(cache.getAll(Set.of("fenced", "open"))).containsOnlyKeys("fenced", "open");
                    assertThat(loads).hasValue(4);
                    assertThat(cache.getAll(Set.of("fenced", "open"))).containsOnlyKeys("fenced", "open");
                    assertThat(loads).as("the open one is cached").hasValue(5);
                    assertThat(cache.iterator().next().getKey()).isEqualTo("open");
                }));
    }

    @Test
    void otherCaches() {
        with(
                "d",
                false,
                cache -> TenantContext.run(ACME, () -> {
                    cache.put("fenced", "cached");
                    assertThat(cache.get("fenced")).isEqualTo("cached");
                }));
    }

    @Test
    void keys_ofTheTenant() {
        with("d", false, cache -> {
            TenantContext.run(Tenant.of("globex"), () -> cache.put("theirs", "v"));
            TenantContext.run(ACME, () -> {
                cache.put("a", "v");
                cache.put("b", "v");
                assertThat(cache.keys()).toIterable().containsExactlyInAnyOrder("a", "b");
            });
        });
    }
}
