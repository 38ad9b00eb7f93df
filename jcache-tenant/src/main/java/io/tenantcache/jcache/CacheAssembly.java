package io.tenantcache.jcache;

import io.tenantcache.CacheFailure;
import io.tenantcache.codec.AllowList;
import io.tenantcache.codec.KeyText;
import io.tenantcache.codec.ValueCodec;
import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.MetricsConfig;
import io.tenantcache.config.NearConfig;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.config.TenantCacheConfiguration;
import io.tenantcache.config.TenantShare;
import io.tenantcache.near.Lives;
import io.tenantcache.near.NearClock;
import io.tenantcache.near.NearTier;
import io.tenantcache.near.Trust;
import io.tenantcache.redis.RedisStore;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.RemoteEntries;
import io.tenantcache.tier.BeanFigures;
import io.tenantcache.tier.CacheFigures;
import io.tenantcache.tier.CacheTiers;
import io.tenantcache.tier.CountedDepartures;
import io.tenantcache.tier.EndOfLife;
import io.tenantcache.tier.Expiration;
import io.tenantcache.tier.KeyLocks;
import io.tenantcache.tier.MeasuredEntries;
import io.tenantcache.tier.NearTiers;
import io.tenantcache.tier.Payloads;
import io.tenantcache.tier.Statistics;
import io.tenantcache.tier.TieredStore;
import io.tenantcache.tier.TrackedTenants;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Assembles a cache from its parts.
 *
 * @param remote the remote tier; null for memory only
 * @param clock of the near tiers
 */
record CacheAssembly(
        TieredCacheManager manager,
        TenantCacheConfig config,
        @Nullable Remote remote,
        NearClock clock) {

    /** The remote tier and the way to it. */
    record Remote(RedisStore redis, TieredStore.Remote way, Duration coherenceBound) {

        /** A lease is renewed while the load runs: a node that died holds it no longer than it would be believed. */
        private Duration leaseWithin(Duration loadTimeout) {
            return loadTimeout.compareTo(coherenceBound) < 0 ? loadTimeout : coherenceBound;
        }
    }

    /**
     * Makes the cache.
     *
     * @param configuration a copy that is the cache's own
     */
    <K, V> TieredCache<K, V> assemble(String name, TenantCacheConfiguration<K, V> configuration) {
        CacheConfig settings = configuration.getTiers().orElseGet(() -> config.cache(name));
        settings.requireValid(name);
        AllowList allowed =
                AllowList.of(config.codecAllow(), List.of(configuration.getKeyType(), configuration.getValueType()));
        ClassLoader classLoader = manager.getClassLoader();
        MetricsConfig metrics = config.metrics();
        Statistics statistics = new Statistics(
                metrics.enabled(),
                settings.tenancy() == Tenancy.SHARED ? new TrackedTenants(0) : manager.trackedTenants());
        Payloads payloads = new Payloads(
                name,
                ValueCodec.of(settings.codec().codec(), allowed, classLoader),
                configuration.isStoreByValue() ? Payloads.Storage.BY_VALUE : Payloads.Storage.BY_REFERENCE,
                remote != null,
                statistics);
        ExpiryPolicy policy = configuration.getExpiryPolicyFactory().create();
        // In memory only, nothing but the application's own policy ends a life.
        long longest =
                remote == null ? Entry.ETERNAL : Entry.millis(settings.remote().ttl());
        IntegratedSource<K, V> source = IntegratedSource.of(configuration);
        Listeners<K, V> listeners = new Listeners<>(manager.workers());
        var behaviour = new CacheTiers.Behaviour(
                payloads,
                new Expiration(name, policy, longest, settings.freshness()),
                source,
                listeners,
                statistics,
                new CacheTiers.LoadPolicy(
                        settings.load(),
                        settings.freshness().stale(),
                        manager.loadThreads(),
                        manager.continuationThreads().steps(),
                        manager.continuationThreads(),
                        manager.fence()));
        KeyLocks locks = new KeyLocks();
        NearTier near = near(settings, behaviour, locks);
        EntryStore authority = near;
        if (remote != null) {
            KeyText keys = new KeyText(allowed, classLoader);
            var layout = new RedisStore.Layout(
                    settings.schemaVersion(),
                    keys,
                    settings.codec(),
                    kept(longest, settings.freshness().stale().kept()),
                    new RedisStore.Loading(remote.leaseWithin(settings.load().timeout()), settings.freshness()),
                    () -> statistics.failed(CacheFailure.DECODING));
            remote.way().gate().opened(name, keys);
            RemoteEntries entries = new MeasuredEntries(remote.redis().open(name, layout), statistics);
            authority = new TieredStore(name, near, entries, remote.way(), payloads);
        }
        CacheTiers tiers = new CacheTiers(name, near, authority, behaviour, locks);
        manager.nearTiers().register(name, new NearTiers.Held(near, tiers.loads(), statistics, settings.tenancy()));
        if (metrics.enabled()) {
            manager.figures().opened(new CacheFigures(name, statistics, near));
        }
        var setup = new CacheSetup<>(
                configuration,
                near,
                tiers,
                new BeanFigures(statistics, remote == null),
                listeners,
                source,
                Arrays.asList(source.loader(), source.writer(), policy));
        return new TieredCache<>(name, manager, settings.tenancy(), setup);
    }

    private static long kept(long lifeMillis, Duration stale) {
        return lifeMillis == Entry.ETERNAL ? Entry.ETERNAL : lifeMillis + stale.toMillis();
    }

    private NearTier near(CacheConfig settings, CacheTiers.Behaviour behaviour, KeyLocks locks) {
        NearConfig shared = settings.near().with(TenantShare.UNLIMITED);
        NearConfig bounds = settings.tenancy() == Tenancy.SHARED ? shared : settings.near();
        Lives.Due due = behaviour.expiration()::untilDue;
        Trust ofAuthority = Trust.ofAuthority();
        return remote == null
                ? new NearTier(
                        bounds,
                        Payloads::sizeOf,
                        new Lives(
                                Entry.ETERNAL,
                                settings.freshness().stale().kept().toMillis(),
                                due,
                                true),
                        new NearTier.Surroundings(clock, tenant -> ofAuthority, new EndOfLife(behaviour, locks)))
                : new NearTier(
                        bounds,
                        Payloads::sizeOf,
                        new Lives(Entry.millis(settings.near().ttl()), 0, due, false),
                        new NearTier.Surroundings(
                                clock, remote.way().coherence()::trust, new CountedDepartures(behaviour.statistics())));
    }
}
