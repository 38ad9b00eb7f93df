package io.tenantcache.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is wrong with a configuration that is made of values, wherever they came from. */
final class Constraints {

    private static final String SOURCE = "set in code";

    private final List<Problem> problems = new ArrayList<>();

    void checkCaches(CacheConfig defaults, Map<String, CacheConfig> caches, EnvironmentCaches environment) {
        checkCache(defaults, Setting::key);
        new TreeMap<>(caches).forEach((name, cache) -> {
            checkName(Settings.TENANCY.template().with(name), name);
            checkCache(cache, setting -> setting.template().with(name));
        });
        new TreeMap<>(environment.caches())
                .forEach((variable, cache) -> checkCache(
                        cache, setting -> setting.template().inVariables().with(variable)));
    }

    void checkCascades(Map<String, List<String>> cascades) {
        new TreeMap<>(cascades).forEach((name, others) -> {
            String key = Settings.CASCADE.template().with(name);
            checkName(key, name);
            check(Settings.CASCADE.format(), key, others);
        });
    }

    void checkAllowed(List<String> patterns) {
        check(Settings.CODEC_ALLOW.format(), Settings.CODEC_ALLOW.key(), patterns);
    }

    private void checkCache(CacheConfig cache, Function<Setting<?>, String> keyOf) {
        check(Settings.NEAR_MAX_ENTRIES, keyOf, cache.near().maxEntries());
        check(Settings.NEAR_MAX_BYTES, keyOf, cache.near().maxBytes());
        check(Settings.NEAR_TTL, keyOf, cache.near().ttl());
        checkShare(cache.near().tenantShare(), keyOf);
        check(Settings.REMOTE_TTL, keyOf, cache.remote().ttl());
        checkLoad(cache.load(), keyOf);
        checkFreshness(cache.freshness(), keyOf);
        check(Settings.SCHEMA_VERSION, keyOf, cache.schemaVersion());
        check(Settings.CODEC, keyOf, cache.codec().codec());
        check(Settings.COMPRESSION_ABOVE, keyOf, cache.codec().compressionAbove());
    }

    private void checkLoad(LoadConfig load, Function<Setting<?>, String> keyOf) {
        check(Settings.LOAD_TIMEOUT, keyOf, load.timeout());
        check(Settings.LOAD_SOFT_DEADLINE, keyOf, load.softDeadline());
        check(Settings.LOAD_DEADLINE, keyOf, load.deadline());
        check(Settings.LOAD_MAX_PER_TENANT, keyOf, load.maxPerTenant());
        check(Settings.ABSENT_TTL, keyOf, load.absentTtl());
    }

    private void checkFreshness(FreshnessConfig freshness, Function<Setting<?>, String> keyOf) {
        check(Settings.STALE_WHILE_REVALIDATE, keyOf, freshness.stale().whileRevalidate());
        check(Settings.STALE_IF_ERROR, keyOf, freshness.stale().ifError());
        check(Settings.STALE_RETRY_AFTER, keyOf, freshness.stale().retryAfter());
        check(Settings.TTL_JITTER, keyOf, freshness.jitter());
        check(Settings.REFRESH_AHEAD, keyOf, freshness.refreshAhead());
        check(Settings.REFRESH_EARLY, keyOf, freshness.earlyRefresh());
    }

    private void checkShare(TenantShare share, Function<Setting<?>, String> keyOf) {
        check(Settings.NEAR_TENANT_FLOOR, keyOf, share.floor());
        check(Settings.NEAR_TENANT_CEILING, keyOf, share.ceiling());
        try {
            share.requireOrdered();
        } catch (RejectedValueException rejected) {
            problems.add(rejected.at(keyOf.apply(Settings.NEAR_TENANT_FLOOR), SOURCE));
        }
    }

    void checkRedis(@Nullable RedisConfig redis) {
        if (redis == null) {
            return;
        }
        Set<Setting<?>> given = new HashSet<>();
        checkIfGiven(Settings.ADDRESS, redis.addresses().isEmpty() ? null : redis.addresses(), given);
        checkIfGiven(Settings.MODE, redis.mode() == RedisMode.SINGLE ? null : redis.mode(), given);
        checkIfGiven(Settings.MASTER_NAME, redis.masterName(), given);
        checkIfGiven(Settings.CONFIG_FILE, redis.redissonYaml(), given);
        checkIfGiven(Settings.USERNAME, redis.username(), given);
        checkIfGiven(Settings.PASSWORD, redis.password(), given);
        checkIfGiven(Settings.TRUST_STORE, redis.trustStore(), given);
        checkIfGiven(Settings.TRUST_STORE_PASSWORD, redis.trustStorePassword(), given);
        checkIfGiven(Settings.CONNECT_TIMEOUT, redis.connectTimeout(), given);
        checkIfGiven(Settings.TIMEOUT, redis.timeout(), given);
        checkIfGiven(Settings.READ_BUDGET, redis.outage().readBudget(), given);
        checkIfGiven(Settings.JOURNAL_FILE, redis.outage().journalFile(), given);
        checkIfGiven(Settings.JOURNAL_FAILOVER_WINDOW, redis.outage().failoverWindow(), given);
        Integer limitNodes = redis.outage().limitNodes();
        checkIfGiven(Settings.LIMIT_NODES, limitNodes == null ? null : limitNodes.longValue(), given);
        checkIfGiven(Settings.POOL_SIZE, (long) redis.poolSize(), given);
        checkIfGiven(Settings.KEY_PREFIX, redis.keyPrefix(), given);
        checkIfGiven(Settings.COHERENCE_BOUND, redis.coherenceBound(), given);
        checkIfGiven(Settings.LIMIT_SUBJECTS, redis.limitSubjects().form(), given);
        checkIfGiven(Settings.LIMIT_SECRET, redis.limitSubjects().secret(), given);
        problems.addAll(RedisCombinations.problems(given::contains, redis, setting -> SOURCE));
        if (!given.contains(Settings.ADDRESS) && !given.contains(Settings.CONFIG_FILE)) {
            problems.add(new Problem(
                    ProblemKind.INCOMPLETE.id(),
                    Settings.ADDRESS.key(),
                    SOURCE,
                    "Redis is configured, and neither its address nor a configuration file is.",
                    "Set the address, or leave Redis out for memory only."));
        }
    }

    private <T> void checkIfGiven(Setting<T> setting, @Nullable T value, Set<Setting<?>> given) {
        if (value != null) {
            given.add(setting);
            check(setting.format(), setting.key(), value);
        }
    }

    void checkMetrics(MetricsConfig metrics) {
        check(Settings.METRICS_TENANTS.format(), Settings.METRICS_TENANTS.key(), (long) metrics.trackedTenants());
    }

    /** Throws if any check found a problem. */
    void enforce() {
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private void checkName(String key, String name) {
        check(Formats.name(), key, name);
    }

    private <T> void check(Setting<T> setting, Function<Setting<?>, String> keyOf, T value) {
        check(setting.format(), keyOf.apply(setting), value);
    }

    private <T> void check(Format<T> format, String key, T value) {
        try {
            format.check(value);
        } catch (RejectedValueException rejected) {
            problems.add(rejected.at(key, SOURCE));
        }
    }
}
