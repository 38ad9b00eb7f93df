package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.GLOBEX;
import static io.tenantcache.jcache.CacheContract.as;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Cache;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.TenantCacheConfiguration;
import io.tenantcache.testing.Person;
import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.cache.Cache.Entry;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds, in every mode, of policies, loaders, writers, listeners, statistics and the rest of a configuration. */
abstract class BehaviourContract {

    private static final Duration SHORT = new Duration(MILLISECONDS, 300);
    private static final Duration LONG = new Duration(MINUTES, 10);

    /** A manager with per-tenant caches, one named {@code shared}, and {@link Person} allowed. */
    abstract TenantCacheManager manager();

    private <V> TenantCache<String, V> cache(TenantCacheConfiguration<String, V> configuration) {
        return manager().createCache("c", configuration);
    }

    private static <V> TenantCacheConfiguration<String, V> configured() {
        return new TenantCacheConfiguration<>();
    }

    private <V> TenantCache<String, V> expiring(ExpiryPolicy policy) {
        TenantCacheConfiguration<String, V> configuration = configured();
        configuration.setExpiryPolicyFactory(always(policy));
        return cache(configuration);
    }

    /** A factory that need not be serializable. */
    private static <T> Factory<T> always(T product) {
        return () -> product;
    }

    private static long secondsLeft(TenantCache<String, ?> cache, String key) {
        return cache.getTimeToLive(key).orElseThrow().toSeconds();
    }

    @Test
    void created_expiresAndIsNotProlonged() {
        TenantCache<String, String> cache = expiring(new CreatedExpiryPolicy(SHORT));
        as(ACME, () -> {
            cache.put("k", "1");
            cache.put("k", "2");
            assertThat(cache.getTimeToLive("k").orElseThrow()).isLessThanOrEqualTo(java.time.Duration.ofMillis(300));
            assertThat(cache.get("k")).isEqualTo("2");
            await().untilAsserted(
                            () -> as(ACME, () -> assertThat(cache.get("k")).isNull()));
            assertThat(cache.containsKey("k")).isFalse();
            assertThat(cache.iterator()).isExhausted();
            assertThat(cache.putIfAbsent("k", "3")).isTrue();
        });
    }

    @Test
    void modified_prolongedByEachWriteAndByNoRead() {
        TenantCache<String, String> cache = expiring(new ModifiedExpiryPolicy(LONG));
        as(ACME, () -> {
            cache.put("k", "1");
            cache.setTimeToLive("k", java.time.Duration.ofSeconds(30));
            cache.get("k");
            assertThat(secondsLeft(cache, "k")).isBetween(1L, 30L);
            assertThat(cache.replace("k", "2")).isTrue();
            assertThat(secondsLeft(cache, "k")).isGreaterThan(500);
        });
    }

    @Test
    void accessed_prolongedByEachKindOfRead() {
        TenantCache<String, String> cache = expiring(new AccessedExpiryPolicy(LONG));
        as(ACME, () -> {
            Map<String, CacheContract.Task> reads = Map.of(
                    "get", () -> cache.get("k"),
                    "getAll", () -> cache.getAll(Set.of("k")),
                    "getOrLoad", () -> cache.getOrLoad("k", key -> "loaded"),
                    "iterator", () -> cache.iterator().next(),
                    "invoke", () -> cache.invoke("k", (entry, arguments) -> entry.getValue()),
                    "replace that fails", () -> cache.replace("k", "other", "new"));
            for (Map.Entry<String, CacheContract.Task> read : reads.entrySet()) {
                cache.put("k", "v");
                assertThat(cache.setTimeToLive("k", java.time.Duration.ofSeconds(30)))
                        .isTrue();
                assertThat(cache.containsKey("k")).isTrue();
                assertThat(secondsLeft(cache, "k"))
                        .as("before " + read.getKey())
                        .isBetween(1L, 30L);
                read.getValue().run();
                assertThat(secondsLeft(cache, "k")).as(read.getKey()).isGreaterThan(500);
            }
        });
    }

    @Test
    void zero_atCreationStoresNothing_atUpdateAndAccessEnds() {
        AtomicBoolean createdZero = new AtomicBoolean(true);
        TenantCache<String, String> cache = expiring(new ExpiryPolicy() {
            @Override
            public Duration getExpiryForCreation() {
                return createdZero.get() ? Duration.ZERO : LONG;
            }

            @Override
            public @Nullable Duration getExpiryForAccess() {
                return null;
            }

            @Override
            public Duration getExpiryForUpdate() {
                return Duration.ZERO;
            }
        });
        as(ACME, () -> {
            cache.put("k", "v");
            assertThat(cache.getOrLoad("k", key -> "loaded")).isEqualTo("loaded");
            assertThat(cache.containsKey("k")).isFalse();
            createdZero.set(false);
            cache.put("k", "v");
            assertThat(cache.get("k")).isEqualTo("v");
            cache.put("k", "w");
            assertThat(cache.containsKey("k")).isFalse();
        });
    }

    @Test
    void policyThatFails_countsAsEternal() {
        TenantCache<String, String> cache = expiring(new ExpiryPolicy() {
            @Override
            public Duration getExpiryForCreation() {
                throw new IllegalStateException("creation");
            }

            @Override
            public Duration getExpiryForAccess() {
                throw new IllegalStateException("access");
            }

            @Override
            public Duration getExpiryForUpdate() {
                throw new IllegalStateException("update");
            }
        });
        as(ACME, () -> {
            cache.put("k", "v");
            cache.put("k", "w");
            assertThat(cache.get("k")).isEqualTo("w");
        });
    }

    @Test
    void timeToLive_askedAndChangedPerEntry() {
        TenantCache<String, String> cache = expiring(new CreatedExpiryPolicy(LONG));
        as(ACME, () -> {
            assertThat(cache.getTimeToLive("k")).isEmpty();
            assertThat(cache.setTimeToLive("k", java.time.Duration.ofSeconds(1)))
                    .isFalse();
            cache.put("k", "v", java.time.Duration.ofMinutes(1));
            assertThat(secondsLeft(cache, "k")).isBetween(50L, 60L);
            assertThat(cache.setTimeToLive("k", java.time.Duration.ofMinutes(2)))
                    .isTrue();
            assertThat(secondsLeft(cache, "k")).isBetween(110L, 120L);
            assertThat(cache.get("k")).isEqualTo("v");
            cache.setTimeToLive("k", java.time.Duration.ofMillis(50));
            await().untilAsserted(
                            () -> as(ACME, () -> assertThat(cache.get("k")).isNull()));
            assertThatThrownBy(() -> cache.put("k", "v", java.time.Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'c'");
            assertThatThrownBy(() -> cache.setTimeToLive("k", java.time.Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
        });
        as(GLOBEX, () -> assertThat(cache.getTimeToLive("k")).isEmpty());
    }

    /** Answers what it is asked for, and for whom. */
    private static final class TenantLoader implements CacheLoader<String, String>, Closeable {

        private final Queue<String> loaded = new ConcurrentLinkedQueue<>();
        private boolean closed;

        @Override
        public @Nullable String load(String key) {
            loaded.add(key);
            if (key.equals("fail")) {
                throw new IllegalStateException("the source is away");
            }
            return key.equals("none")
                    ? null
                    : key + "@" + TenantContext.current().orElseThrow().id();
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> values = new ConcurrentHashMap<>();
            for (String key : keys) {
                String value = load(key);
                if (value != null) {
                    values.put(key, value);
                }
            }
            return values;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void readThrough_loadsForTheTenantOfTheCall() {
        TenantLoader loader = new TenantLoader();
        TenantCacheConfiguration<String, String> configuration = configured();
        configuration.setReadThrough(true).setCacheLoaderFactory(always(loader));
        TenantCache<String, String> cache = cache(configuration);
        as(ACME, () -> {
            assertThat(cache.get("a")).isEqualTo("a@acme");
            assertThat(cache.get("a")).isEqualTo("a@acme");
            assertThat(cache.get("none")).isNull();
            assertThat(cache.containsKey("b")).isFalse();
            assertThat(cache.getAll(Set.of("a", "b", "none"))).isEqualTo(Map.of("a", "a@acme", "b", "b@acme"));
            assertThat(cache.containsKey("b")).isTrue();
            String processed = cache.invoke("p", (entry, arguments) -> entry.getValue());
            assertThat(processed).isEqualTo("p@acme");
            assertThat(cache.containsKey("p")).isTrue();
            assertThatThrownBy(() -> cache.get("fail"))
                    .isInstanceOf(CacheLoaderException.class)
                    .hasRootCauseMessage("the source is away");
        });
        as(GLOBEX, () -> assertThat(cache.get("a")).isEqualTo("a@globex"));
        assertThat(loader.loaded.stream().filter("a"::equals)).hasSize(2);
        cache.close();
        assertThat(loader.closed).isTrue();
    }

    @Test
    void loadAll_inTheBackground_replacingOrNot() {
        TenantLoader loader = new TenantLoader();
        TenantCacheConfiguration<String, String> configuration = configured();
        configuration.setCacheLoaderFactory(always(loader));
        TenantCache<String, String> cache = cache(configuration);
        as(ACME, () -> {
            cache.put("a", "mine");
            CompletionListenerFuture added = new CompletionListenerFuture();
            cache.loadAll(Set.of("a", "b"), false, added);
            added.get(20, SECONDS);
            assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "mine", "b", "b@acme"));
            CompletionListenerFuture replaced = new CompletionListenerFuture();
            cache.loadAll(Set.of("a", "b"), true, replaced);
            replaced.get(20, SECONDS);
            assertThat(cache.get("a")).isEqualTo("a@acme");
            CompletionListenerFuture failed = new CompletionListenerFuture();
            cache.loadAll(Set.of("fail"), true, failed);
            assertThatThrownBy(() -> failed.get(20, SECONDS)).hasCauseInstanceOf(CacheLoaderException.class);
        });
        as(GLOBEX, () -> assertThat(cache.containsKey("a")).isFalse());
    }

    @Test
    void loadAll_whoeverWaitsIsToldOfTheEnd() {
        CountDownLatch never = new CountDownLatch(1);
        TenantCacheConfiguration<String, String> configuration = configured();
        configuration.setCacheLoaderFactory(always(new CacheLoader<String, String>() {
            @Override
            public String load(String key) {
                throw new AssertionError("loadAll is called");
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                if (keys.iterator().next().equals("error")) {
                    throw new AssertionError("broken");
                }
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted", e);
                }
                return Map.of();
            }
        }));
        TenantCache<String, String> cache = cache(configuration);
        List<CompletionListenerFuture> waiting = new ArrayList<>();
        as(ACME, () -> {
            CompletionListenerFuture broken = new CompletionListenerFuture();
            cache.loadAll(Set.of("error"), true, broken);
            assertThatThrownBy(() -> broken.get(20, SECONDS)).hasRootCauseMessage("broken");
            for (int i = 0; i < 20; i++) {
                CompletionListenerFuture next = new CompletionListenerFuture();
                waiting.add(next);
                cache.loadAll(Set.of("k"), true, next);
            }
        });
        manager().close();
        for (CompletionListenerFuture each : waiting) {
            assertThatThrownBy(() -> each.get(20, SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }

    /** Keeps what it is told; refuses the key {@code refused}. */
    private static final class RecordingWriter implements CacheWriter<String, String> {

        private final Map<String, String> source = new ConcurrentHashMap<>();

        @Override
        public void write(Entry<? extends String, ? extends String> entry) {
            require(entry.getKey());
            source.put(entry.getKey(), entry.getValue());
        }

        @Override
        public void writeAll(Collection<Entry<? extends String, ? extends String>> entries) {
            for (var iterator = entries.iterator(); iterator.hasNext(); ) {
                Entry<? extends String, ? extends String> entry = iterator.next();
                if (!entry.getKey().equals("refused")) {
                    write(entry);
                    iterator.remove();
                }
            }
            entries.forEach(entry -> require(entry.getKey()));
        }

        @Override
        public void delete(Object key) {
            require((String) key);
            source.remove(key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.removeIf(key -> {
                source.remove(key);
                return !key.equals("refused");
            });
            keys.forEach(key -> require((String) key));
        }

        private static void require(String key) {
            if (key.equals("refused")) {
                throw new IllegalStateException("read only");
            }
        }
    }

    @Test
    void writeThrough_sourceFirst_failureLeavesTheCache() {
        RecordingWriter writer = new RecordingWriter();
        TenantCacheConfiguration<String, String> configuration = configured();
        configuration.setWriteThrough(true).setCacheWriterFactory(always(writer));
        TenantCache<String, String> cache = cache(configuration);
        as(ACME, () -> {
            cache.put("a", "1");
            assertThat(cache.putIfAbsent("a", "2")).isFalse();
            assertThat(cache.replace("a", "1", "3")).isTrue();
            cache.invoke("b", (entry, arguments) -> {
                entry.setValue("4");
                return null;
            });
            assertThat(writer.source).isEqualTo(Map.of("a", "3", "b", "4"));
            assertThatThrownBy(() -> cache.put("refused", "5"))
                    .isInstanceOf(CacheWriterException.class)
                    .hasRootCauseMessage("read only");
            assertThat(cache.containsKey("refused")).isFalse();
            assertThatThrownBy(() -> cache.putAll(Map.of("c", "6", "refused", "7")))
                    .isInstanceOf(CacheWriterException.class);
            assertThat(cache.get("c")).isEqualTo("6");
            assertThat(cache.containsKey("refused")).isFalse();
            cache.remove("a");
            cache.clear();
            assertThat(writer.source).isEqualTo(Map.of("b", "4", "c", "6"));
            cache.putAll(Map.of("d", "8", "e", "9"));
            cache.removeAll(Set.of("d"));
            cache.removeAll();
            assertThat(writer.source).isEqualTo(Map.of("b", "4", "c", "6"));
        });
    }

    /** What became of entries, as {@code created k=v}, with the tenant. */
    private static final class Recorder
            implements CacheEntryCreatedListener<String, String>,
                    CacheEntryUpdatedListener<String, String>,
                    CacheEntryRemovedListener<String, String> {

        private final Queue<String> heard = new ConcurrentLinkedQueue<>();

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            record("created", events);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            record("updated", events);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            record("removed", events);
        }

        private void record(String what, Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            events.forEach(event ->
                    heard.add(what + " " + event.getKey() + "=" + event.getValue() + " was " + event.getOldValue()
                            + " @" + TenantContext.current().map(Tenant::id).orElse("?")));
        }
    }

    private enum Timing {
        SYNCHRONOUS,
        ASYNCHRONOUS
    }

    private static MutableCacheEntryListenerConfiguration<String, String> listening(
            Recorder recorder, @Nullable CacheEntryEventFilter<String, String> filter, Timing timing) {
        return new MutableCacheEntryListenerConfiguration<>(
                always(recorder), filter == null ? null : always(filter), true, timing == Timing.SYNCHRONOUS);
    }

    @Test
    void listeners_synchronousAndNot_filteredAndNot() {
        Recorder now = new Recorder();
        Recorder later = new Recorder();
        Recorder filtered = new Recorder();
        TenantCacheConfiguration<String, String> configuration = configured();
        configuration.addCacheEntryListenerConfiguration(listening(now, null, Timing.SYNCHRONOUS));
        TenantCache<String, String> cache = cache(configuration);
        cache.registerCacheEntryListener(listening(later, null, Timing.ASYNCHRONOUS));
        var filter = listening(filtered, event -> event.getKey().equals("b"), Timing.SYNCHRONOUS);
        cache.registerCacheEntryListener(filter);
        as(ACME, () -> {
            cache.put("a", "1");
            cache.put("a", "2");
            cache.putAll(Map.of("b", "3"));
            cache.getOrLoad("c", key -> "4");
            cache.removeAll(Set.of("a", "never"));
            cache.deregisterCacheEntryListener(filter);
            cache.invoke("b", (entry, arguments) -> {
                entry.remove();
                return null;
            });
        });
        List<String> expected = List.of(
                "created a=1 was null @acme",
                "updated a=2 was 1 @acme",
                "created b=3 was null @acme",
                "created c=4 was null @acme",
                "removed a=2 was 2 @acme",
                "removed b=3 was 3 @acme");
        assertThat(now.heard).containsExactlyElementsOf(expected);
        await().untilAsserted(() -> assertThat(later.heard).containsExactlyInAnyOrderElementsOf(expected));
        assertThat(filtered.heard).containsExactly("created b=3 was null @acme");
    }

    @Test
    void listeners_hearTheChangesOfAKeyInTheirOrder() throws Exception {
        Recorder now = new Recorder();
        Recorder later = new Recorder();
        TenantCacheConfiguration<String, String> configuration = configured();
        configuration.addCacheEntryListenerConfiguration(listening(now, null, Timing.SYNCHRONOUS));
        configuration.addCacheEntryListenerConfiguration(listening(later, null, Timing.ASYNCHRONOUS));
        TenantCache<String, String> cache = cache(configuration);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                running.add(threads.submit(() -> as(ACME, () -> {
                    for (int i = 0; i < 50; i++) {
                        cache.invoke("k", (entry, arguments) -> {
                            entry.setValue(entry.exists() ? entry.getValue() + "i" : "i");
                            return null;
                        });
                    }
                })));
            }
            for (Future<?> each : running) {
                each.get(60, SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        List<Integer> lengths = IntStream.rangeClosed(1, 200).boxed().toList();
        assertThat(now.heard.stream().map(BehaviourContract::length)).isEqualTo(lengths);
        await().untilAsserted(() -> assertThat(
                        later.heard.stream().map(BehaviourContract::length).toList())
                .isEqualTo(lengths));
    }

    /** How long the value of a recorded event is. */
    private static int length(String heard) {
        return heard.substring(heard.indexOf('=') + 1, heard.indexOf(" was ")).length();
    }

    @Test
    void asynchronousListenersThatFail_lineOfEach_notOfEachTime() {
        Recorder last = new Recorder();
        TenantCache<String, String> cache = cache(configured());
        for (int i = 0; i < 2; i++) {
            CacheEntryCreatedListener<String, String> failing = events -> {
                throw new IllegalStateException("of the application");
            };
            cache.registerCacheEntryListener(
                    new MutableCacheEntryListenerConfiguration<>(always(failing), null, false, false));
        }
        cache.registerCacheEntryListener(listening(last, null, Timing.ASYNCHRONOUS));
        try (StateLines log = StateLines.heard()) {
            as(ACME, () -> {
                for (int i = 0; i < 5; i++) {
                    cache.put("k", "v");
                    cache.remove("k");
                }
            });
            // Those of one key are told one after the other, and this one last.
            await().untilAsserted(() -> assertThat(last.heard).hasSize(10));
            assertThat(log.lines())
                    .filteredOn(line -> line.contains(" listener "))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains(BehaviourContract.class.getName()));
        }
    }

    @Test
    void listenerThatFails_theCallerIsTold_theChangeStands() {
        TenantCacheConfiguration<String, String> configuration = configured();
        CacheEntryCreatedListener<String, String> failing = events -> {
            throw new IllegalStateException("no");
        };
        configuration.addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(always(failing), null, false, true));
        TenantCache<String, String> cache = cache(configuration);
        as(ACME, () -> {
            assertThatThrownBy(() -> cache.put("k", "v")).isInstanceOf(CacheEntryListenerException.class);
            assertThat(cache.get("k")).isEqualTo("v");
        });
    }

    @Test
    void invokeAll_eachKeyByItself() {
        TenantCache<String, Integer> cache = cache(configured());
        as(ACME, () -> {
            cache.put("a", 1);
            cache.put("b", -1);
            Map<String, EntryProcessorResult<Integer>> results = cache.invokeAll(
                    Set.of("a", "b", "c"),
                    (entry, arguments) -> {
                        int before = entry.exists() ? entry.getValue() : 0;
                        if (before < 0) {
                            throw new IllegalArgumentException("negative");
                        }
                        entry.setValue(before + (Integer) arguments[0]);
                        return before;
                    },
                    10);
            assertThat(required(results.get("a")).get()).isEqualTo(1);
            assertThat(required(results.get("c")).get()).isEqualTo(0);
            assertThatThrownBy(() -> required(results.get("b")).get())
                    .isInstanceOf(EntryProcessorException.class)
                    .hasRootCauseMessage("negative");
            assertThat(cache.getAll(Set.of("a", "b", "c"))).isEqualTo(Map.of("a", 11, "b", -1, "c", 10));
        });
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    @Test
    void getOrLoad_waitersShareNoMutableValue() throws Exception {
        TenantCache<String, Person> cache = cache(configured());
        int callers = 8;
        CountDownLatch waiting = new CountDownLatch(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Optional<Person>>> running = IntStream.range(0, callers)
                    .mapToObj(i -> threads.submit(() -> TenantContext.call(ACME, () -> {
                        waiting.countDown();
                        return Optional.ofNullable(cache.getOrLoad("k", key -> {
                            waiting.await();
                            return new Person("Ada", List.of("x"));
                        }));
                    })))
                    .toList();
            Set<Integer> identities = ConcurrentHashMap.newKeySet();
            List<Person> people = new ArrayList<>();
            for (Future<Optional<Person>> each : running) {
                Person person = each.get(30, SECONDS).orElseThrow();
                people.add(person);
                identities.add(System.identityHashCode(person));
            }
            assertThat(people).hasSize(callers);
            assertThat(identities).hasSize(callers);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void statistics_countAndAreSeenInTheMBeanServer() throws Exception {
        TenantCacheConfiguration<String, String> configuration = configured();
        configuration.setStatisticsEnabled(true).setManagementEnabled(true);
        TenantCache<String, String> cache = cache(configuration);
        as(ACME, () -> {
            cache.put("a", "1");
            cache.putAll(Map.of("b", "2", "c", "3"));
            cache.get("a");
            cache.get("none");
            cache.getAll(Set.of("a", "b", "none"));
            cache.putIfAbsent("a", "4");
            cache.remove("a");
            cache.removeAll();
        });
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = beans("CacheStatistics").iterator().next();
        assertThat(server.getAttribute(name, "CachePuts")).isEqualTo(3L);
        assertThat(server.getAttribute(name, "CacheHits")).isEqualTo(4L);
        assertThat(server.getAttribute(name, "CacheMisses")).isEqualTo(2L);
        assertThat(server.getAttribute(name, "CacheRemovals")).isEqualTo(3L);
        assertThat((Float) server.getAttribute(name, "AverageGetTime")).isPositive();
        ObjectName management = beans("CacheConfiguration").iterator().next();
        assertThat(server.getAttribute(management, "StatisticsEnabled")).isEqualTo(true);
        manager().enableStatistics("c", false);
        assertThat(beans("CacheStatistics")).isEmpty();
        cache.close();
        assertThat(beans("CacheConfiguration")).isEmpty();
    }

    private Set<ObjectName> beans(String type) throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(
                        new ObjectName("javax.cache:type=" + type + ",CacheManager="
                                + manager().getURI() + ",Cache=c,*"),
                        null);
    }

    @Test
    @SuppressWarnings("unchecked") // a class literal knows no type arguments
    void getConfiguration_ownTypeAndACopy() {
        TenantCacheConfiguration<String, String> given = configured();
        given.setTypes(String.class, String.class);
        TenantCache<String, String> cache = cache(given);
        given.setStatisticsEnabled(true);
        TenantCacheConfiguration<String, String> seen = cache.getConfiguration(TenantCacheConfiguration.class);
        assertThat(seen.isStatisticsEnabled()).isFalse();
        assertThat(seen.getTiers()).isEqualTo(Optional.empty());
        seen.setStatisticsEnabled(true);
        TenantCacheConfiguration<String, String> again = cache.getConfiguration(TenantCacheConfiguration.class);
        assertThat(again.isStatisticsEnabled()).isFalse();
    }

    @Test
    void unwrap_ownTypesAndTheNearTiers() {
        TenantCache<String, String> cache = cache(configured());
        assertThat((Object) cache.unwrap(TenantCache.class)).isSameAs(cache);
        assertThat(cache.unwrap(Cache.class)).isNotNull();
        assertThatThrownBy(() -> cache.unwrap(Thread.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'c'")
                .hasMessageContaining("Thread");
    }

    @Test
    void destroyCache_ofAllTenants() {
        for (Tenant tenant : List.of(ACME, GLOBEX, CacheContract.TRICKY)) {
            as(tenant, () -> manager().getOrCreateCache("c").put("k", "v"));
        }
        as(ACME, () -> manager().getOrCreateCache("d").put("k", "v"));
        manager().destroyCache("c");
        for (Tenant tenant : List.of(ACME, GLOBEX, CacheContract.TRICKY)) {
            as(
                    tenant,
                    () -> assertThat(manager().getOrCreateCache("c").containsKey("k"))
                            .isFalse());
        }
        as(
                ACME,
                () -> assertThat(manager().getOrCreateCache("d").containsKey("k"))
                        .isTrue());
    }
}
