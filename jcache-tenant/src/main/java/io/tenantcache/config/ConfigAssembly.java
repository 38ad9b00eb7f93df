package io.tenantcache.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a configuration together from what a reader finds. A value that is rejected stays with the reader as a problem,
 * and its default stands in, so that all problems are found in one go.
 */
final class ConfigAssembly {

    private final SettingReader reader;
    private final KeyIndex index;

    ConfigAssembly(SettingReader reader, KeyIndex index) {
        this.reader = reader;
        this.index = index;
    }

    TenantCacheConfig config(Tenancy defaultTenancy) {
        reader.presets().check();
        CacheConfig defaults = cache(setting -> List.of(setting.key()), CacheConfig.defaults(defaultTenancy));
        Map<String, CacheConfig> caches = new LinkedHashMap<>();
        for (String name : index.caches()) {
            caches.put(name, cache(setting -> setting.template().spellings(name), defaults));
        }
        Map<String, List<String>> cascades = new LinkedHashMap<>();
        for (String name : index.names(Settings.CASCADE)) {
            cascades.put(name, cascade(Settings.CASCADE.template().spellings(name)));
        }
        RedisConfig redis = redis();
        List<String> allow = orElse(reader.read(Settings.CODEC_ALLOW), List.of());
        return new TenantCacheConfig(defaults, caches, redis, allow, cascades, environment(defaults), metrics());
    }

    private EnvironmentCaches environment(CacheConfig defaults) {
        Map<String, CacheConfig> caches = new LinkedHashMap<>();
        for (String variable : index.cacheVariables()) {
            caches.put(variable, cache(setting -> setting.template().variables(variable), defaults));
        }
        Map<String, List<String>> cascades = new LinkedHashMap<>();
        for (String variable : index.cascadeVariables()) {
            cascades.put(variable, cascade(Settings.CASCADE.template().variables(variable)));
        }
        return new EnvironmentCaches(caches, cascades);
    }

    private List<String> cascade(List<String> keys) {
        return orElse(reader.read(Settings.CASCADE, keys), List.of());
    }

    private CacheConfig cache(Function<Setting<?>, List<String>> keys, CacheConfig base) {
        long maxEntries = value(Settings.NEAR_MAX_ENTRIES, keys, base.near().maxEntries());
        long maxBytes = value(Settings.NEAR_MAX_BYTES, keys, base.near().maxBytes());
        Duration nearTtl = value(Settings.NEAR_TTL, keys, base.near().ttl());
        Duration remoteTtl = value(Settings.REMOTE_TTL, keys, base.remote().ttl());
        Tenancy tenancy = value(Settings.TENANCY, keys, base.tenancy());
        String schemaVersion = value(Settings.SCHEMA_VERSION, keys, base.schemaVersion());
        Codec codec = value(Settings.CODEC, keys, base.codec().codec());
        long above = value(Settings.COMPRESSION_ABOVE, keys, base.codec().compressionAbove());
        NearConfig near = new NearConfig(
                maxEntries,
                maxBytes,
                nearTtl,
                tenantShare(keys, base.near().tenantShare()),
                value(Settings.NEAR_SERVE_IN_OUTAGE, keys, base.near().servedInOutage()));
        return new CacheConfig(
                near,
                new RemoteConfig(remoteTtl),
                load(keys, base.load()),
                freshness(keys, base.freshness()),
                tenancy,
                schemaVersion,
                new CodecConfig(codec, above));
    }

    private LoadConfig load(Function<Setting<?>, List<String>> keys, LoadConfig base) {
        return new LoadConfig(
                value(Settings.LOAD_TIMEOUT, keys, base.timeout()),
                value(Settings.LOAD_SOFT_DEADLINE, keys, base.softDeadline()),
                value(Settings.LOAD_DEADLINE, keys, base.deadline()),
                value(Settings.LOAD_MAX_PER_TENANT, keys, base.maxPerTenant()),
                value(Settings.ABSENT_TTL, keys, base.absentTtl()));
    }

    private FreshnessConfig freshness(Function<Setting<?>, List<String>> keys, FreshnessConfig base) {
        StaleConfig stale = new StaleConfig(
                value(Settings.STALE_WHILE_REVALIDATE, keys, base.stale().whileRevalidate()),
                value(Settings.STALE_IF_ERROR, keys, base.stale().ifError()),
                value(Settings.STALE_RETRY_AFTER, keys, base.stale().retryAfter()));
        return new FreshnessConfig(
                stale,
                value(Settings.TTL_JITTER, keys, base.jitter()),
                value(Settings.REFRESH_AHEAD, keys, base.refreshAhead()),
                value(Settings.REFRESH_EARLY, keys, base.earlyRefresh()));
    }

    private TenantShare tenantShare(Function<Setting<?>, List<String>> keys, TenantShare base) {
        int floor = value(Settings.NEAR_TENANT_FLOOR, keys, base.floor());
        int ceiling = value(Settings.NEAR_TENANT_CEILING, keys, base.ceiling());
        TenantShare share = new TenantShare(floor, ceiling);
        try {
            share.requireOrdered();
            return share;
        } catch (RejectedValueException rejected) {
            // At fault is what is given here: the other one may be that of all caches, or the default.
            List<String> floorKeys = keys.apply(Settings.NEAR_TENANT_FLOOR);
            List<String> given = reader.isSet(floorKeys) ? floorKeys : keys.apply(Settings.NEAR_TENANT_CEILING);
            reader.reject(given, rejected);
            return base;
        }
    }

    /** Null for memory only. All settings are read all the same: a mistake shows before Redis is switched on. */
    private @Nullable RedisConfig redis() {
        List<URI> addresses = orElse(reader.read(Settings.ADDRESS), List.of());
        RedisMode mode = orDefault(Settings.MODE);
        Path configFile = reader.read(Settings.CONFIG_FILE);
        RedisConfig redis = new RedisConfig(
                addresses,
                mode,
                reader.read(Settings.MASTER_NAME),
                configFile,
                reader.read(Settings.USERNAME),
                reader.read(Settings.PASSWORD),
                reader.read(Settings.TRUST_STORE),
                reader.read(Settings.TRUST_STORE_PASSWORD),
                orDefault(Settings.VERIFY_HOSTNAME),
                orDefault(Settings.CONNECT_TIMEOUT),
                orDefault(Settings.TIMEOUT),
                outage(),
                Math.toIntExact(orDefault(Settings.POOL_SIZE)),
                orElse(reader.read(Settings.KEY_PREFIX), ""),
                orDefault(Settings.COHERENCE_BOUND),
                new LimitSubjects(orDefault(Settings.LIMIT_SUBJECTS), reader.read(Settings.LIMIT_SECRET)));
        RedisCombinations.problems(reader::isSet, redis, reader::sourceOf).forEach(reader::report);
        // After a problem the parts need not fit together, and the configuration is for no one's use.
        boolean usable = reader.problems().isEmpty() && (!addresses.isEmpty() || configFile != null);
        return usable ? redis : null;
    }

    private MetricsConfig metrics() {
        return new MetricsConfig(
                orDefault(Settings.METRICS_ENABLED), Math.toIntExact(orDefault(Settings.METRICS_TENANTS)));
    }

    private OutageConfig outage() {
        Long limitNodes = reader.read(Settings.LIMIT_NODES);
        return new OutageConfig(
                orDefault(Settings.READ_BUDGET),
                reader.read(Settings.JOURNAL_FILE),
                orDefault(Settings.JOURNAL_FAILOVER_WINDOW),
                limitNodes == null ? null : Math.toIntExact(limitNodes));
    }

    private <T> T value(Setting<T> setting, Function<Setting<?>, List<String>> keys, T base) {
        return orElse(reader.read(setting, keys.apply(setting)), base);
    }

    private <T> T orDefault(Setting<T> setting) {
        return orElse(reader.read(setting), setting.requiredDefault());
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
