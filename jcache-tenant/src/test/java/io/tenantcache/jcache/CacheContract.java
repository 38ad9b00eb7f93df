package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.codec.ClassNotAllowedException;
import io.tenantcache.testing.Person;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.Test;

/** What holds of a cache in every mode. */
abstract class CacheContract {

    static final Tenant ACME = Tenant.of("acme");
    static final Tenant GLOBEX = Tenant.of("globex");
    /** Full of what separates parts, so that an escape that is missing shows. */
    static final Tenant TRICKY = Tenant.of("acme}:c:k:v1{%*");

    /** A manager with per-tenant caches, one named {@code shared}, and {@link Person} allowed. */
    abstract TenantCacheManager manager();

    private <K, V> TenantCache<K, V> cache() {
        return manager().getOrCreateCache("c");
    }

    @Test
    void get_absent() {
        as(ACME, () -> assertThat(cache().get("k")).isNull());
    }

    @Test
    void put_get_remove() {
        as(ACME, () -> {
            TenantCache<String, String> cache = cache();
            cache.put("k", "v");
            assertThat(cache.get("k")).isEqualTo("v");
            assertThat(cache.containsKey("k")).isTrue();
            assertThat(cache.remove("k")).isTrue();
            assertThat(cache.remove("k")).isFalse();
            assertThat(cache.get("k")).isNull();
            assertThat(cache.containsKey("k")).isFalse();
        });
    }

    @Test
    void putIfAbsent_replace_getAnd() {
        as(ACME, () -> {
            TenantCache<String, String> cache = cache();
            assertThat(cache.replace("k", "z")).isFalse();
            assertThat(cache.getAndReplace("k", "z")).isNull();
            assertThat(cache.putIfAbsent("k", "a")).isTrue();
            assertThat(cache.putIfAbsent("k", "b")).isFalse();
            assertThat(cache.replace("k", "c", "d")).isFalse();
            assertThat(cache.replace("k", "a", "d")).isTrue();
            assertThat(cache.replace("k", "e")).isTrue();
            assertThat(cache.getAndReplace("k", "f")).isEqualTo("e");
            assertThat(cache.getAndPut("k", "g")).isEqualTo("f");
            assertThat(cache.remove("k", "x")).isFalse();
            assertThat(cache.remove("k", "g")).isTrue();
            assertThat(cache.getAndPut("k", "h")).isNull();
            assertThat(cache.getAndRemove("k")).isEqualTo("h");
            assertThat(cache.getAndRemove("k")).isNull();
        });
    }

    @Test
    void bulk_operations() {
        as(ACME, () -> {
            TenantCache<Integer, String> cache = cache();
            Map<Integer, String> many = new HashMap<>();
            IntStream.range(10, 700).forEach(i -> many.put(i, "v" + i));
            cache.putAll(many);
            assertThat(cache.getAll(many.keySet())).isEqualTo(many);
            cache.putAll(Map.of(1, "a", 2, "b", 3, "c"));
            assertThat(cache.getAll(Set.of(1, 2, 9))).containsOnly(Map.entry(1, "a"), Map.entry(2, "b"));
            cache.removeAll(Set.of(1, 9));
            assertThat(cache.getAll(Set.of(1, 2, 3))).containsOnlyKeys(2, 3);
            cache.removeAll();
            assertThat(cache.getAll(Set.of(1, 2, 3, 10, 699))).isEmpty();
        });
    }

    @Test
    void clear_onlyThisCache() {
        as(ACME, () -> {
            TenantCache<String, String> other = manager().getOrCreateCache("other");
            cache().put("k", "v");
            other.put("k", "w");
            cache().clear();
            assertThat(cache().get("k")).isNull();
            assertThat(other.get("k")).isEqualTo("w");
            cache().put("k", "again");
            assertThat(cache().get("k")).isEqualTo("again");
        });
    }

    @Test
    void everyOperation_seesItsTenantOnly() {
        for (Tenant other : List.of(GLOBEX, TRICKY)) {
            TenantCache<String, String> cache = cache();
            as(ACME, () -> cache.putAll(Map.of("k", "acme", "only", "acme")));
            as(other, () -> {
                assertThat(cache.get("k")).isNull();
                assertThat(cache.getAll(Set.of("k", "only"))).isEmpty();
                assertThat(cache.containsKey("k")).isFalse();
                assertThat(cache.remove("k")).isFalse();
                assertThat(cache.remove("k", "acme")).isFalse();
                assertThat(cache.getAndRemove("k")).isNull();
                assertThat(cache.replace("k", "x")).isFalse();
                assertThat(cache.replace("k", "acme", "x")).isFalse();
                assertThat(cache.getAndReplace("k", "x")).isNull();
                assertThat(cache.getAndPut("k", "other")).isNull();
                cache.removeAll(Set.of("k", "only"));
                assertThat(cache.putIfAbsent("k", "other")).isTrue();
                cache.putAll(Map.of("k", "other"));
                assertThat(cache.getOrLoad("only", key -> "loaded")).isEqualTo("loaded");
                cache.put("k", "other");
                assertThat(cache.get("k")).isEqualTo("other");
            });
            as(ACME, () -> {
                assertThat(cache.getAll(Set.of("k", "only")))
                        .containsOnly(Map.entry("k", "acme"), Map.entry("only", "acme"));
                cache.put("k", "acme2");
            });
            as(other, () -> {
                cache.clear();
                cache.removeAll();
                manager().invalidate(Invalidation.ofCaches(List.of("c")));
                manager().invalidate(Invalidation.ofKey("c", "k"));
            });
            as(ACME, () -> assertThat(cache.get("k")).isEqualTo("acme2"));
            as(ACME, cache::clear);
        }
    }

    @Test
    void iterator_tenantsEntriesOnly_keysOfAnyType() {
        TenantCache<Object, String> cache = cache();
        Set<Object> keys = Set.of("a", "", "b:{c}*?[d]", 1, 2L, List.of(1, "x"), "l".repeat(3_000));
        as(ACME, () -> keys.forEach(key -> cache.put(key, "acme")));
        for (Tenant other : List.of(GLOBEX, TRICKY)) {
            as(other, () -> {
                assertThat(cache).isEmpty();
                cache.put("a", "other");
                assertThat(cache).extracting(Cache.Entry::getKey).containsExactly("a");
                Iterator<Cache.Entry<Object, String>> all = cache.iterator();
                all.next();
                all.remove();
                assertThat(all.hasNext()).isFalse();
                assertThat(cache).isEmpty();
            });
        }
        as(ACME, () -> {
            manager().<Object, String>getOrCreateCache("c2").put("elsewhere", "acme");
            assertThat(cache)
                    .allSatisfy(entry -> assertThat(entry.getValue()).isEqualTo("acme"))
                    .extracting(Cache.Entry::getKey)
                    .containsExactlyInAnyOrderElementsOf(keys);
        });
    }

    @Test
    void invoke_atomicCounters() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int c = 0; c < 8; c++) {
                all.add(callers.submit(() -> as(ACME, () -> {
                    TenantCache<String, Integer> cache = cache();
                    for (int i = 0; i < 50; i++) {
                        cache.invoke("n", (entry, arguments) -> {
                            entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                            return null;
                        });
                    }
                })));
            }
            for (Future<?> caller : all) {
                caller.get(60, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
        }
        as(ACME, () -> assertThat(cache().get("n")).isEqualTo(400));
        as(
                GLOBEX,
                () -> assertThat(cache().<Boolean>invoke("n", (entry, arguments) -> entry.exists()))
                        .isFalse());
    }

    @Test
    void invoke_failing_changesNothing() {
        as(ACME, () -> {
            TenantCache<String, String> cache = cache();
            cache.put("k", "v");
            assertThatThrownBy(() -> cache.invoke("k", (entry, arguments) -> {
                        entry.setValue("w");
                        throw new IllegalStateException("processor");
                    }))
                    .isInstanceOf(EntryProcessorException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThat(cache.get("k")).isEqualTo("v");
            cache.invoke("k", (entry, arguments) -> {
                entry.remove();
                return null;
            });
            assertThat(cache.containsKey("k")).isFalse();
        });
    }

    @Test
    void sharedCache_oneForAll() {
        TenantCache<String, String> shared = manager().getOrCreateCache("shared");
        as(ACME, () -> shared.put("k", "v"));
        as(GLOBEX, () -> assertThat(shared.get("k")).isEqualTo("v"));
        assertThat(shared.get("k")).isEqualTo("v");
        manager().invalidate(Invalidation.ofCaches(List.of("shared")));
        assertThat(shared.get("k")).isNull();
    }

    @Test
    void noTenant_isAnErrorThatSaysHowToSetOne() {
        assertThatThrownBy(() -> cache().get("k"))
                .isInstanceOf(TenantRequiredException.class)
                .hasMessageContaining("'c'")
                .hasMessageContaining("TenantContext.run")
                .hasMessageContaining("tenantcache.caches.c.tenancy=shared");
        assertThatThrownBy(() -> manager().invalidate(Invalidation.ofCaches(List.of("c"))))
                .isInstanceOf(TenantRequiredException.class);
    }

    @Test
    void invalidate_keysAndCaches() {
        as(ACME, () -> {
            TenantCache<String, String> other = manager().getOrCreateCache("other");
            TenantCache<String, String> third = manager().getOrCreateCache("third");
            cache().put("k", "v");
            cache().put("stays", "v");
            other.put("k", "v");
            third.put("k", "v");
            manager().invalidate(Invalidation.ofKey("c", "k").andCaches(List.of("other")));
            assertThat(cache().get("k")).isNull();
            assertThat(cache().get("stays")).isEqualTo("v");
            assertThat(other.get("k")).isNull();
            assertThat(third.get("k")).isEqualTo("v");
        });
    }

    @Test
    void mutableValue_isCopied() {
        as(ACME, () -> {
            TenantCache<String, Person> cache = cache();
            Person person = new Person("Ann", new ArrayList<>(List.of("x")));
            cache.put("k", person);
            person.rename("Bob");
            Person first = cache.get("k");
            assertThat(first.name()).isEqualTo("Ann");
            first.rename("Eve");
            assertThat(cache.get("k").name()).isEqualTo("Ann");
            assertThat(cache.getOrLoad("k", key -> person))
                    .isNotNull()
                    .extracting(Person::name)
                    .isEqualTo("Ann");
        });
    }

    @Test
    void mutableKey_isCopied() {
        as(ACME, () -> {
            TenantCache<List<String>, String> cache = cache();
            List<String> key = new ArrayList<>(List.of("a"));
            cache.put(key, "v");
            key.add("b");
            assertThat(cache.get(List.of("a", "b"))).isNull();
            assertThat(cache.get(new ArrayList<>(List.of("a")))).isEqualTo("v");
        });
    }

    @Test
    void nulls_andWrongTypes() {
        as(ACME, () -> {
            assertThatThrownBy(() -> cache().get(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> cache().put("k", null)).isInstanceOf(NullPointerException.class);
            TenantCache<String, Integer> typed = manager()
                    .createCache(
                            "typed", new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class));
            @SuppressWarnings({"unchecked", "rawtypes"})
            TenantCache<Object, Object> raw = (TenantCache) typed;
            assertThatThrownBy(() -> raw.put("k", "not a number"))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessageContaining("java.lang.Integer")
                    .hasMessageNotContaining("not a number");
            assertThatThrownBy(() -> raw.get(1)).isInstanceOf(ClassCastException.class);
        });
    }

    /** Not in any list. */
    public static final class Unlisted {
        final StringBuilder text = new StringBuilder("secret");
    }

    @Test
    void put_classThatIsNotAllowed() {
        as(ACME, () -> {
            assertThatThrownBy(() -> cache().put("k", new Unlisted()))
                    .isInstanceOf(ClassNotAllowedException.class)
                    .hasMessageContaining(Unlisted.class.getName())
                    .hasMessageContaining("tenantcache.codec.allow")
                    .hasMessageNotContaining("secret");
            Unlisted loaded = new Unlisted();
            assertThat(cache().<RuntimeException>getOrLoad("k", key -> loaded)).isSameAs(loaded);
            assertThat(cache().get("k")).isNull();
        });
    }

    @Test
    void getOrLoad_loadsOnceThenHits() {
        as(ACME, () -> {
            AtomicInteger loads = new AtomicInteger();
            for (int i = 0; i < 3; i++) {
                assertThat(cache().<RuntimeException>getOrLoad("k", key -> "v" + loads.incrementAndGet()))
                        .isEqualTo("v1");
            }
            assertThat(cache().<RuntimeException>getOrLoad("none", key -> null)).isNull();
            assertThat(cache().containsKey("none")).isFalse();
        });
    }

    @Test
    void getOrLoad_sourcesExceptionUnchanged() {
        as(ACME, () -> {
            IOException failure = new IOException("source");
            assertThatThrownBy(() -> cache().getOrLoad("k", key -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThat(cache().<RuntimeException>getOrLoad("k", key -> "v")).isEqualTo("v");
        });
    }

    @Test
    void getOrLoad_askedForItsOwnKey() {
        as(
                ACME,
                () -> assertThatThrownBy(() -> cache().getOrLoad("k", key -> cache().getOrLoad("k", same -> "v")))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("'c'"));
    }

    @Test
    void getOrLoad_aHundredCallers_oneLoad() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(100);
        ExecutorService callers = Executors.newFixedThreadPool(100);
        try {
            List<Future<Object>> values = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                values.add(callers.submit(() -> TenantContext.call(ACME, () -> {
                    started.countDown();
                    return cache().<Exception>getOrLoad("k", key -> {
                        started.await();
                        return "v" + loads.incrementAndGet();
                    });
                })));
            }
            for (Future<Object> value : values) {
                assertThat(value.get(30, TimeUnit.SECONDS)).isEqualTo("v1");
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void getOrLoad_invalidatedMeanwhile_isNotStored() {
        for (Runnable change : List.<Runnable>of(
                () -> cache().clear(),
                () -> cache().remove("k"),
                () -> manager().invalidate(Invalidation.ofKey("c", "k")))) {
            as(ACME, () -> {
                assertThat(cache().<RuntimeException>getOrLoad("k", key -> {
                            change.run();
                            return "old";
                        }))
                        .isEqualTo("old");
                assertThat(cache().get("k")).isNull();
                assertThat(cache().<RuntimeException>getOrLoad("k", key -> "new"))
                        .isEqualTo("new");
                assertThat(cache().get("k")).isEqualTo("new");
                cache().clear();
            });
        }
    }

    @Test
    void getOrLoad_putMeanwhile_isNotOverwritten() {
        as(ACME, () -> {
            assertThat(cache().<RuntimeException>getOrLoad("k", key -> {
                        cache().put("k", "put");
                        return "old";
                    }))
                    .isEqualTo("old");
            assertThat(cache().get("k")).isEqualTo("put");
        });
    }

    @Test
    void getOrLoad_callerAfterAnInvalidation_doesNotGetTheOldLoad() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Object> old = other.submit(() -> TenantContext.call(
                    ACME,
                    () -> cache().<Exception>getOrLoad("k", key -> {
                        loading.countDown();
                        go.await();
                        return "old";
                    })));
            loading.await();
            as(ACME, () -> {
                cache().clear();
                assertThat(cache().<RuntimeException>getOrLoad("k", key -> "new"))
                        .isEqualTo("new");
            });
            go.countDown();
            assertThat(old.get(30, TimeUnit.SECONDS)).isEqualTo("old");
            as(ACME, () -> assertThat(cache().get("k")).isEqualTo("new"));
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void replace_concurrentCounters_loseNothing() throws Exception {
        as(ACME, () -> cache().put("n", 0));
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int w = 0; w < 8; w++) {
                all.add(writers.submit(() -> as(ACME, () -> {
                    TenantCache<String, Integer> cache = cache();
                    for (int i = 0; i < 50; ) {
                        int now = cache.get("n");
                        if (cache.replace("n", now, now + 1)) {
                            i++;
                        }
                    }
                })));
            }
            for (Future<?> writer : all) {
                writer.get(60, TimeUnit.SECONDS);
            }
        } finally {
            writers.shutdownNow();
        }
        as(ACME, () -> assertThat(cache().get("n")).isEqualTo(400));
    }

    @Test
    void closed_cacheAndManager() {
        TenantCache<String, String> cache = cache();
        cache.close();
        assertThat(cache.isClosed()).isTrue();
        as(
                ACME,
                () -> assertThatThrownBy(() -> cache.get("k"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("'c'"));
        assertThat(manager().getCacheNames()).doesNotContain("c");
        manager().close();
        assertThatThrownBy(() -> manager().getOrCreateCache("c")).isInstanceOf(IllegalStateException.class);
    }

    /** A task that may throw anything. */
    interface Task {
        void run() throws Exception;
    }

    static void as(Tenant tenant, Task task) {
        TenantContext.run(tenant, () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
