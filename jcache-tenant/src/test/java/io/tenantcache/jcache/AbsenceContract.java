package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.GLOBEX;
import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.LoadOptions;
import io.tenantcache.Loader;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds, in every mode, of loads that find nothing. */
abstract class AbsenceContract {

    static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicInteger loads = new AtomicInteger();
    private final Map<String, String> rows = new ConcurrentHashMap<>();
    private final Loader<String, String, RuntimeException> source = key -> {
        loads.incrementAndGet();
        return rows.get(key);
    };

    /** A manager. */
    abstract TenantCacheManager manager();

    static TenantCacheConfiguration<String, String> configured(Duration absentTtl) {
        return new TenantCacheConfiguration<String, String>()
                .setTiers(CacheConfig.builder(Tenancy.PER_TENANT)
                        .absentTtl(absentTtl)
                        .build());
    }

    TenantCache<String, String> cache(Duration absentTtl) {
        return manager().createCache("c", configured(absentTtl));
    }

    private TenantCache<String, String> withAbsence() {
        TenantCache<String, String> cache = cache(LONG);
        assertThat(cache.getOrLoad("k", source)).isNull();
        loads.set(0);
        return cache;
    }

    @Test
    void off_eachCallerAsks() {
        TenantCache<String, String> cache = cache(Duration.ZERO);
        as(ACME, () -> {
            assertThat(cache.getOrLoad("k", source)).isNull();
            assertThat(cache.getOrLoad("k", source)).isNull();
            assertThat(loads).hasValue(2);
        });
    }

    @Test
    void remembered_forTheTenant() {
        TenantCache<String, String> cache = cache(LONG);
        as(ACME, () -> {
            assertThat(cache.getOrLoad("k", source)).isNull();
            assertThat(cache.getOrLoad("k", source)).isNull();
            assertThat(loads).hasValue(1);
        });
        as(GLOBEX, () -> {
            assertThat(cache.getOrLoad("k", source)).isNull();
            assertThat(loads).hasValue(2);
        });
    }

    @Test
    void remembered_forItsTime() {
        TenantCache<String, String> cache = cache(Duration.ofMillis(100));
        as(ACME, () -> assertThat(cache.getOrLoad("k", source)).isNull());
        rows.put("k", "v");
        await().until(() -> TenantContext.call(ACME, () -> cache.getOrLoad("k", source)), "v"::equals);
    }

    @Test
    void remembered_isNoEntry() {
        as(ACME, () -> {
            TenantCache<String, String> cache = withAbsence();
            assertThat(cache.get("k")).isNull();
            assertThat(cache.containsKey("k")).isFalse();
            assertThat(cache.getAll(Set.of("k"))).isEmpty();
            assertThat(cache.getTimeToLive("k")).isEmpty();
            assertThat(StreamSupport.stream(cache.spliterator(), false)).isEmpty();
            assertThat(cache.replace("k", "v")).isFalse();
            assertThat(cache.getAndReplace("k", "v")).isNull();
            assertThat(cache.replace("k", "v", "w")).isFalse();
            assertThat(cache.<Boolean>invoke("k", (entry, arguments) -> entry.exists()))
                    .isFalse();
            assertThat(cache.getOrLoad("k", source)).isNull();
            assertThat(loads).as("none of these ended it").hasValue(0);
        });
    }

    @Test
    void putIfAbsent_puts() {
        as(ACME, () -> {
            TenantCache<String, String> cache = withAbsence();
            assertThat(cache.putIfAbsent("k", "v")).isTrue();
            assertThat(cache.putIfAbsent("k", "w")).isFalse();
            assertThat(cache.getOrLoad("k", source)).isEqualTo("v");
        });
    }

    @Test
    void put_ends() {
        as(ACME, () -> {
            TenantCache<String, String> cache = withAbsence();
            assertThat(cache.getAndPut("k", "v")).isNull();
            assertThat(cache.getOrLoad("k", source)).isEqualTo("v");
        });
    }

    @Test
    void remove_ends_andRemovesNothing() {
        as(ACME, () -> {
            TenantCache<String, String> cache = withAbsence();
            assertThat(cache.remove("k")).isFalse();
            rows.put("k", "v");
            assertThat(cache.getOrLoad("k", source)).isEqualTo("v");
        });
    }

    @Test
    void invalidation_ends() {
        for (Invalidation invalidation :
                List.of(Invalidation.ofKey("c", "k"), Invalidation.ofCaches(List.of("c")), Invalidation.ofTenant())) {
            as(ACME, () -> {
                TenantCache<String, String> cache = withAbsence();
                manager().invalidate(invalidation);
                rows.put("k", "v");
                assertThat(cache.getOrLoad("k", source)).isEqualTo("v");
                rows.remove("k");
                manager().destroyCache("c");
            });
        }
    }

    @Test
    void invalidation_duringTheLoad() {
        TenantCache<String, String> cache = cache(LONG);
        as(ACME, () -> {
            Loader<String, String, RuntimeException> overtaken = key -> {
                manager().invalidate(Invalidation.ofKey("c", "k"));
                return null;
            };
            assertThat(cache.getOrLoad("k", overtaken)).isNull();
            rows.put("k", "v");
            assertThat(cache.getOrLoad("k", source)).isEqualTo("v");
        });
    }

    @Test
    void tags_outdateIt() {
        TenantCache<String, String> cache = cache(LONG);
        as(ACME, () -> {
            assertThat(cache.getOrLoad("k", source, new Tagged(Optional.of(EntryOptions.tagged("t")))))
                    .isNull();
            assertThat(cache.getOrLoad("k", source)).isNull();
            assertThat(loads).hasValue(1);
            manager().invalidate(Invalidation.ofTag("c", "t"));
            rows.put("k", "v");
            assertThat(cache.getOrLoad("k", source)).isEqualTo("v");
        });
    }

    @Test
    void options_none_notRemembered() {
        TenantCache<String, String> cache = cache(LONG);
        as(ACME, () -> {
            assertThat(cache.getOrLoad("k", source, new Tagged(Optional.empty())))
                    .isNull();
            assertThat(cache.getOrLoad("k", source)).isNull();
            assertThat(loads).hasValue(2);
        });
    }

    private record Tagged(Optional<EntryOptions> ofAbsence) implements LoadOptions<String> {
        @Override
        public EntryOptions apply(String value) {
            return EntryOptions.none();
        }
    }

    @Test
    void readThrough() {
        TenantCacheConfiguration<String, String> configuration = configured(LONG);
        configuration.setReadThrough(true);
        configuration.setCacheLoaderFactory(() -> new CacheLoader<>() {
            @Override
            public @Nullable String load(String key) {
                return source.load(key);
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                loads.incrementAndGet();
                return Map.copyOf(rows);
            }
        });
        TenantCache<String, String> cache = manager().createCache("c", configuration);
        as(ACME, () -> {
            assertThat(cache.get("k")).isNull();
            assertThat(cache.get("k")).isNull();
            assertThat(cache.getAll(Set.of("k"))).isEmpty();
            assertThat(loads).hasValue(1);
            assertThat(cache.getAll(Set.of("k", "other"))).isEmpty();
            assertThat(cache.getAll(Set.of("k", "other"))).isEmpty();
            assertThat(loads).hasValue(2);
        });
    }

    @Test
    void loadAll_leavesWhatTheSourceLacks() {
        TenantCacheConfiguration<String, String> configuration = configured(LONG);
        configuration.setReadThrough(true);
        configuration.setCacheLoaderFactory(() -> new CacheLoader<>() {
            @Override
            public @Nullable String load(String key) {
                return null;
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                loads.incrementAndGet();
                return Map.of();
            }
        });
        TenantCache<String, String> cache = manager().createCache("c", configuration);
        as(ACME, () -> {
            cache.put("k", "v");
            CompletionListenerFuture done = new CompletionListenerFuture();
            cache.loadAll(Set.of("k", "other"), true, done);
            await().until(done::isDone);
            assertThat(loads).hasValue(1);
            assertThat(cache.get("k")).isEqualTo("v");
            assertThat(cache.get("other")).isNull();
        });
    }
}
