package io.tenantcache.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfiguration;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/**
 * Random operations, of three tenants on few keys, under random configurations: the cache does what its model does, in every
 * mode. {@code -Dtenantcache.test.seed} repeats one run.
 */
abstract class RandomModelContract {

    private static final Duration BUDGET = Duration.ofSeconds(8);
    private static final int STEPS = 150;
    private static final Duration TOLERANCE = Duration.ofMinutes(1);
    private static final List<Tenant> TENANTS = List.of(Tenant.of("a"), Tenant.of("a:b"), Tenant.of("{c}"));

    /** A manager with per-tenant caches, and {@link io.tenantcache.testing.Person} allowed. */
    abstract TenantCacheManager manager();

    /** Something that must not be noticed. */
    abstract void disturb(TenantCache<Object, Object> cache);

    @Test
    void cache_doesWhatItsModelDoes() throws Exception {
        long first = Seeds.first();
        long end = System.nanoTime() + BUDGET.toNanos();
        int runs = 0;
        do {
            long seed = first + runs++;
            try {
                new Run(seed).go();
            } catch (AssertionError | Exception e) {
                throw new AssertionError(Seeds.repeat(seed), e);
            }
        } while (!Seeds.isGiven() && System.nanoTime() < end);
        assertThat(runs).isPositive();
    }

    /** A cache and its model, with one configuration. */
    private final class Run {

        private final Random random;
        private final String name;
        private final Set<Object> refused;
        private final ModelSource source;
        private final ModelSource modelSource;
        private final ExpiryPolicy policy;
        private final ModelCache model;
        private final Heard heard = new Heard();
        private final Heard heardLater = new Heard();
        private final boolean listened;
        private final boolean counted;
        private final boolean listenedLater;
        private final TenantCache<Object, Object> cache;

        Run(long seed) {
            random = new Random(seed);
            name = "m" + seed;
            refused = random.nextInt(3) == 0 ? Set.of(ModelValues.key(random)) : Set.of();
            source = new ModelSource(refused);
            modelSource = new ModelSource(refused);
            policy = ModelPolicy.random(random);
            var features = new ModelCache.Features(random.nextBoolean(), random.nextBoolean());
            model = new ModelCache(features, modelSource, policy);
            listened = random.nextBoolean();
            listenedLater = random.nextBoolean();
            counted = random.nextBoolean();
            cache = manager().createCache(name, configuration(features));
        }

        private TenantCacheConfiguration<Object, Object> configuration(ModelCache.Features features) {
            var configuration = new TenantCacheConfiguration<Object, Object>();
            configuration
                    .setTiers(CacheConfig.builder(Tenancy.PER_TENANT)
                            .remoteTtl(ChronoUnit.FOREVER.getDuration())
                            .build())
                    .setExpiryPolicyFactory(always(policy))
                    .setReadThrough(features.readThrough())
                    .setWriteThrough(features.writeThrough())
                    .setCacheLoaderFactory(always(source))
                    .setCacheWriterFactory(always(source))
                    .setStatisticsEnabled(counted);
            if (listened) {
                configuration.addCacheEntryListenerConfiguration(
                        new MutableCacheEntryListenerConfiguration<>(always(heard), null, true, true));
            }
            if (listenedLater) {
                configuration.addCacheEntryListenerConfiguration(
                        new MutableCacheEntryListenerConfiguration<>(always(heardLater), null, true, false));
            }
            return configuration;
        }

        private static <T> Factory<T> always(T product) {
            return () -> product;
        }

        void go() throws Exception {
            try {
                for (int step = 0; step < STEPS; step++) {
                    step(step);
                }
                for (Tenant tenant : TENANTS) {
                    assertThat(TenantContext.call(tenant, () -> new CacheSubject(cache).iterate(key -> false)))
                            .isEqualTo(TenantContext.call(tenant, () -> model.iterate(key -> false)));
                }
                await().until(() -> !listenedLater
                        || heardLater.kinds().equals(model.heard().kinds()));
            } finally {
                manager().destroyCache(name);
            }
        }

        private void step(int step) throws Exception {
            if (policy instanceof ModelPolicy changing && random.nextInt(10) == 0) {
                changing.change(random);
            }
            Tenant tenant = TENANTS.get(random.nextInt(TENANTS.size()));
            if (random.nextInt(5) == 0) {
                Object key = ModelValues.key(random);
                Object value = ModelValues.value(random);
                source.set(tenant, key, ModelValues.copy(value));
                modelSource.set(tenant, key, value);
            }
            if (random.nextInt(4) == 0) {
                disturb(cache);
            }
            var operation = new RandomOperation(random, refused);
            String what = "step " + step + ": " + operation;
            Object answer = TenantContext.call(tenant, () -> operation.on(new CacheSubject(cache)));
            Object expected = TenantContext.call(tenant, () -> operation.on(model));
            assertThat(answer).as(what).isEqualTo(expected);
            assertThat(source.content()).as(what + ", source").isEqualTo(modelSource.content());
            if (listened) {
                assertThat(heard.events())
                        .as(what + ", events")
                        .isEqualTo(model.heard().events());
            }
            if (counted) {
                assertThat(counts()).as(what + ", statistics").isEqualTo(model.counts());
            }
            for (Tenant each : TENANTS) {
                TenantContext.run(each, () -> requireSameLives(what));
            }
        }

        private void requireSameLives(String what) {
            for (Object key : ModelValues.keys()) {
                Optional<Duration> life = cache.getTimeToLive(key);
                Optional<Duration> expected = model.life(key).map(Run::time);
                assertThat(life.isPresent()).as(what + ", presence").isEqualTo(expected.isPresent());
                assertThat(cache.containsKey(key)).as(what + ", containsKey").isEqualTo(life.isPresent());
                if (life.isPresent()) {
                    Duration longest = expected.orElseThrow();
                    Duration shortest =
                            longest.equals(ChronoUnit.FOREVER.getDuration()) ? longest : longest.minus(TOLERANCE);
                    assertThat(life.get()).as(what + ", life").isBetween(shortest, longest);
                }
            }
        }

        private static Duration time(javax.cache.expiry.Duration life) {
            return life.isEternal()
                    ? ChronoUnit.FOREVER.getDuration()
                    : Duration.ofMillis(life.getTimeUnit().toMillis(life.getDurationAmount()));
        }

        private Map<String, Long> counts() throws Exception {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName bean = server.queryNames(
                            new ObjectName("javax.cache:type=CacheStatistics,Cache=" + name + ",*"), null)
                    .iterator()
                    .next();
            Map<String, Long> counts = new TreeMap<>();
            for (String attribute : model.counts().keySet()) {
                counts.put(attribute, (Long) server.getAttribute(bean, attribute));
            }
            return counts;
        }
    }
}
