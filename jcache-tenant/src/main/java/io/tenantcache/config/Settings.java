package io.tenantcache.config;

import io.tenantcache.config.Setting.Reach;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of this module. The table in {@code docs/configuration.md} is written from them. */
final class Settings {

    private static final int LARGEST_POOL = 1024;
    private static final int SHORTEST_SECRET = 16;

    static final Setting<Tenancy> TENANCY = ofCaches(
            "tenancy",
            Formats.tenancy(),
            null,
            "To whom the entries belong: each tenant has its own (`per-tenant`, and a call without a tenant is an"
                    + " error), or all callers share one set (`shared`). Without the setting: `shared` where the provider"
                    + " is used bare, `per-tenant` under CDI.");

    static final Setting<String> SCHEMA_VERSION = ofCaches(
            "schema-version",
            Formats.name(),
            "v1",
            "The version of the classes of keys and values, to be changed with them. A node sees the entries in Redis of its own"
                    + " version only: in one of an older class, what that did not have would be null or 0.");

    static final Setting<Long> NEAR_MAX_ENTRIES = ofCaches(
            "near.max-entries",
            Formats.orUnlimited(Formats.count(1, Integer.MAX_VALUE), Long.MAX_VALUE),
            "1000",
            "The most entries that a cache keeps in this JVM, all tenants together.");

    static final Setting<Long> NEAR_MAX_BYTES = ofCaches(
            "near.max-bytes",
            Formats.orUnlimited(Sizes.positive(), Long.MAX_VALUE),
            "10MB",
            "The most bytes of keys and values, as estimated, that a cache keeps in this JVM, all tenants together.");

    static final Setting<Duration> NEAR_TTL = ofCaches(
            "near.ttl",
            Formats.orUnlimited(Durations.upTo(Durations.LONGEST), Durations.UNLIMITED),
            "60s",
            "The longest time for which an entry is served from this JVM's memory without asking Redis.");

    static final Setting<Integer> NEAR_TENANT_FLOOR = ofCaches(
            "near.tenant-floor",
            Percentages.between(0, 50),
            "2%",
            "The part of the near tier's bounds that other tenants cannot take from a tenant. Together the floors keep half of"
                    + " the room at most: with more tenants than that is enough for, each has an equal part of it. `0%`: none.");

    static final Setting<Integer> NEAR_TENANT_CEILING = ofCaches(
            "near.tenant-ceiling",
            Formats.orUnlimited(Percentages.between(1, 100), 100),
            "50%",
            "The part of the near tier's bounds beyond which a tenant makes room among its own entries, and for those of the"
                    + " others, once the tier is full.");

    static final Setting<Boolean> NEAR_SERVE_IN_OUTAGE = ofCaches(
            "near.serve-in-outage",
            Formats.flag(),
            "false",
            "Whether this JVM's memory goes on to serve what it holds, for `tenantcache.near.ttl`, while Redis is away for longer than"
                    + " `tenantcache.coherence.bound`: it spares the source, and may be outdated.");

    static final Setting<Duration> REMOTE_TTL = ofCaches(
            "remote.ttl",
            Presets.or(Formats.orUnlimited(Durations.upTo(Durations.LONGEST), Durations.UNLIMITED)),
            "900s",
            "The longest life of an entry in Redis. In memory only: the life of an entry of a cache that is made from the"
                    + " settings alone; what an application's own expiry policy says is not cut short there.");

    static final Setting<Duration> ABSENT_TTL = ofCaches(
            "absent.ttl",
            Presets.or(Formats.orOff(Durations.upTo(Durations.LONGEST), Duration.ZERO)),
            "off",
            "For how long it is remembered that a load found no value: until then no other load of the key is begun. Where it is"
                    + " off, each caller asks the source again. `tenantcache.remote.ttl` bounds it too.");

    static final Setting<Duration> PRESET = new Setting<>(
            "tenantcache.preset.<name>",
            Reach.EACH,
            Durations.upTo(Durations.LONGEST),
            null,
            "A life by its name, for the settings that take a preset. There are " + Presets.builtIn()
                    + "; this changes one of them, or adds another.");

    static final Setting<Duration> LOAD_TIMEOUT = ofCaches(
            "load.timeout",
            Durations.upTo(Duration.ofMinutes(10)),
            "10s",
            "For how long a load has its key to itself, on all nodes: the others wait. What it brings later goes to its caller"
                    + " and is not stored.");

    static final Setting<Duration> LOAD_SOFT_DEADLINE = ofCaches(
            "load.soft-deadline",
            Formats.orOff(Durations.upTo(Duration.ofMinutes(10)), Duration.ZERO),
            "off",
            "For how long a caller waits for a load if there is an expired value that may be served (see"
                    + " `tenantcache.stale.if-error`). Then it gets that; the load goes on and is stored. With a deadline, loads"
                    + " run on threads of the cache's own.");

    static final Setting<Duration> LOAD_DEADLINE = ofCaches(
            "load.deadline",
            Formats.orOff(Durations.upTo(Duration.ofMinutes(10)), Duration.ZERO),
            "off",
            "For how long a caller waits for a load at the most. Then the load is interrupted, what it still brings is not stored,"
                    + " and the caller gets an expired value that may be served, or a `CacheLoadTimeoutException`.");

    static final Setting<Long> LOAD_MAX_PER_TENANT = ofCaches(
            "load.max-per-tenant",
            Formats.orUnlimited(Formats.count(1, Integer.MAX_VALUE), Long.MAX_VALUE),
            "unlimited",
            "The most loads of one tenant that run at once in this JVM, so that its slow source does not take all threads. A"
                    + " caller beyond it gets an expired value that may be served, or a `CacheLoadRejectedException`. Shared"
                    + " caches have no limit.");

    static final Setting<Duration> STALE_WHILE_REVALIDATE = ofCaches(
            "stale.while-revalidate",
            Formats.orOff(Durations.upTo(Durations.LONGEST), Duration.ZERO),
            "off",
            "For how long after the end of its life a value is served at once to who would load it, while one caller of all nodes"
                    + " has it loaded anew in the background.");

    static final Setting<Duration> STALE_IF_ERROR = ofCaches(
            "stale.if-error",
            Formats.orOff(Durations.upTo(Durations.LONGEST), Duration.ZERO),
            "off",
            "For how long after the end of its life a value is served if the load fails, takes longer than its deadline, or is"
                    + " refused.");

    static final Setting<Duration> STALE_RETRY_AFTER = ofCaches(
            "stale.retry-after",
            Durations.upTo(Duration.ofHours(1)),
            "5s",
            "After a load that failed while there was an expired value to serve: how long this JVM serves that without a new"
                    + " attempt.");

    static final Setting<Integer> TTL_JITTER = ofCaches(
            "ttl.jitter",
            Percentages.between(0, 50),
            "0%",
            "By how much of its life, at random, an entry expires earlier than its expiry policy says, so that what was stored"
                    + " together does not expire together.");

    static final Setting<Integer> REFRESH_AHEAD = ofCaches(
            "refresh.ahead",
            Formats.orOff(Percentages.between(1, 99), FreshnessConfig.NEVER_AHEAD),
            "off",
            "The part of a loaded value's life after which a read has it loaded anew in the background, by one caller of all"
                    + " nodes.");

    static final Setting<Integer> REFRESH_EARLY = ofCaches(
            "refresh.early",
            Formats.orOff(Percentages.between(1, 1000), 0),
            "off",
            "Has a loaded value that is read near its end loaded anew in the background, at random: the likelier the closer the end"
                    + " and the longer its last load took (XFetch). `100%` is the optimum of the paper, more is earlier.");

    static final Setting<List<String>> CASCADE = new Setting<>(
            "tenantcache.cascade.<cache>",
            Reach.EACH,
            Formats.names(),
            null,
            "The caches that are outdated together with this one. One level deep: a rule lists all that it touches.");

    static final Setting<Codec> CODEC = ofCaches(
            "codec",
            Formats.codec(),
            "kryo",
            "What makes bytes of the values: Kryo, Java serialization, or JSON for people to read (which needs"
                    + " `tools.jackson.core:jackson-core` beside this library). Entries in Redis that another codec wrote are"
                    + " misses.");

    static final Setting<Long> COMPRESSION_ABOVE = ofCaches(
            "compression.above",
            Formats.orOff(Sizes.positive(), CodecConfig.NEVER),
            "off",
            "The longest value that Redis gets as it is. A longer one is compressed, unless that does not shorten it."
                    + " Compressed entries are read whatever the setting says.");

    static final Setting<List<String>> CODEC_ALLOW = once(
            "codec.allow",
            Formats.patterns(),
            null,
            "The classes that may be stored in and read from Redis beyond the built-in and the declared ones:"
                    + " `com.acme.Order`, `com.acme.*`, `com.acme.**`, `com.acme.Or*`; a pattern after `!` refuses.");

    static final Setting<List<URI>> ADDRESS = once(
            "redis.address",
            Addresses.redis(),
            null,
            "Where Redis is: the server, or some of the Sentinels or of the nodes of the cluster. No user and no password"
                    + " stand in it: they have settings of their own. Without it, and without"
                    + " `tenantcache.redis.config-file`: memory only.");

    static final Setting<RedisMode> MODE = once(
            "redis.mode",
            Formats.redisMode(),
            "single",
            "What `tenantcache.redis.address` leads to: one server, Sentinels, or a Redis Cluster.");

    static final Setting<String> MASTER_NAME = once(
            "redis.master-name",
            Formats.name(),
            null,
            "What the Sentinels call the master. Needed in the mode `sentinel`, and without effect in the others.");

    static final Setting<Path> CONFIG_FILE = once(
            "redis.config-file",
            Formats.file(),
            null,
            "A configuration file of Redisson's own (YAML), for what has no setting here. Excludes the addresses, the mode, the"
                    + " user, the passwords and the trust store; `tenantcache.redis.pool-size` and"
                    + " `tenantcache.redis.verify-hostname` have no effect.");

    static final Setting<String> USERNAME = once(
            "redis.username", Formats.text(), null, "The ACL user; needs a password. Without it: the default user.");

    static final Setting<String> PASSWORD = once("redis.password", Formats.secret(), null, "The password.");

    static final Setting<Path> TRUST_STORE = once(
            "redis.trust-store",
            Formats.file(),
            null,
            "The trust store (PKCS#12 or JKS) of a `rediss://` connection. Without it: the JDK's.");

    static final Setting<String> TRUST_STORE_PASSWORD = once(
            "redis.trust-store-password", Formats.secret(), null, "The password of `tenantcache.redis.trust-store`.");

    static final Setting<Boolean> VERIFY_HOSTNAME = once(
            "redis.verify-hostname",
            Formats.flag(),
            "true",
            "Whether the certificate of a `rediss://` server must be for the host in the address.");

    static final Setting<Duration> CONNECT_TIMEOUT = once(
            "redis.connect-timeout",
            Durations.upTo(Duration.ofSeconds(30)),
            "2s",
            "The longest time for a connection to be made.");

    static final Setting<Duration> TIMEOUT = once(
            "redis.timeout",
            Durations.upTo(Duration.ofSeconds(5)),
            "1s",
            "The longest time for an operation in Redis. Bounded, since a caller waits that long when Redis is slow.");

    static final Setting<Duration> READ_BUDGET = once(
            "redis.read-budget",
            Durations.upTo(Duration.ofSeconds(5)),
            "250ms",
            "The longest time for which a read waits for Redis, all its round trips together; then memory and the source"
                    + " answer. `tenantcache.redis.timeout` bounds it too.");

    static final Setting<Path> JOURNAL_FILE = once(
            "journal.file",
            Formats.place(),
            null,
            "A file of this node's own, made if it is not there, that keeps what could not be told to Redis: a node that dies"
                    + " while Redis is away tells it after its restart. While Redis is away each change then waits for the"
                    + " disk. Without it: kept in memory.");

    static final Setting<Duration> JOURNAL_FAILOVER_WINDOW = once(
            "journal.failover-window",
            Durations.upTo(Duration.ofMinutes(10)),
            "30s",
            "For how long a node remembers what it changed, to outdate it again when Redis fails over to a server that may"
                    + " lack the last writes.");

    static final Setting<Long> POOL_SIZE =
            once("redis.pool-size", Formats.count(1, LARGEST_POOL), "16", "The number of connections to Redis.");

    static final Setting<String> KEY_PREFIX = once(
            "redis.key-prefix",
            Formats.prefix(),
            null,
            "Stands before each key in Redis, so that applications can share one. Without it: nothing.");

    static final Setting<Duration> COHERENCE_BOUND = once(
            "coherence.bound",
            Durations.between(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "2s",
            "The longest time for which this JVM's memory serves what another node changed. A node that has heard nothing of"
                    + " the others for that long serves nothing that it held before.");

    static final Setting<SubjectForm> LIMIT_SUBJECTS = once(
            "ratelimit.subjects",
            Formats.subjectForm(),
            "digest",
            "What the names in Redis hold of whom a rate limit counts: a `digest`, from which an address or a short id can be found"
                    + " by trying all; one that is `keyed` with `tenantcache.ratelimit.secret`, from which it cannot; or the"
                    + " subjects as they are (`plain`), for who wants to look at them. The same on all nodes.");

    static final Setting<String> LIMIT_SECRET = once(
            "ratelimit.secret",
            Formats.secret(SHORTEST_SECRET),
            null,
            "The secret of `tenantcache.ratelimit.subjects=keyed`, and the same on all nodes. With another one, all is counted"
                    + " anew.");

    static final Setting<Long> LIMIT_NODES = once(
            "ratelimit.nodes",
            Formats.count(1, 10_000),
            null,
            "Among how many nodes a limit with `when-away=local` is divided while Redis does not answer, each by itself. Without it: as"
                    + " many as were heard lately, which is this node alone if it has not reached Redis since its start.");

    static final Setting<Boolean> METRICS_ENABLED = once(
            "metrics.enabled",
            Formats.flag(),
            "true",
            "Whether what the caches do is counted, and, in a server with MicroProfile Metrics, shown there.");

    static final Setting<Long> METRICS_TENANTS = once(
            "metrics.tenants",
            Formats.orOff(Formats.count(1, 10_000), 0L),
            "off",
            "For how many tenants it is counted apart, the first ones that come; all others are counted together, as `other`. Each"
                    + " adds 22 series to each cache. Shared caches tell no tenants apart.");

    /** All of them, in the order of the documentation. */
    static final List<Setting<?>> ALL = List.of(
            NEAR_MAX_ENTRIES,
            NEAR_MAX_BYTES,
            NEAR_TTL,
            NEAR_TENANT_FLOOR,
            NEAR_TENANT_CEILING,
            NEAR_SERVE_IN_OUTAGE,
            REMOTE_TTL,
            ABSENT_TTL,
            PRESET,
            LOAD_TIMEOUT,
            LOAD_SOFT_DEADLINE,
            LOAD_DEADLINE,
            LOAD_MAX_PER_TENANT,
            STALE_WHILE_REVALIDATE,
            STALE_IF_ERROR,
            STALE_RETRY_AFTER,
            TTL_JITTER,
            REFRESH_AHEAD,
            REFRESH_EARLY,
            TENANCY,
            SCHEMA_VERSION,
            CASCADE,
            CODEC,
            CODEC_ALLOW,
            COMPRESSION_ABOVE,
            ADDRESS,
            MODE,
            MASTER_NAME,
            CONFIG_FILE,
            USERNAME,
            PASSWORD,
            TRUST_STORE,
            TRUST_STORE_PASSWORD,
            VERIFY_HOSTNAME,
            CONNECT_TIMEOUT,
            TIMEOUT,
            READ_BUDGET,
            JOURNAL_FILE,
            JOURNAL_FAILOVER_WINDOW,
            POOL_SIZE,
            KEY_PREFIX,
            COHERENCE_BOUND,
            LIMIT_SUBJECTS,
            LIMIT_SECRET,
            LIMIT_NODES,
            METRICS_ENABLED,
            METRICS_TENANTS);

    private Settings() {}

    private static <T> Setting<T> ofCaches(
            String name, Format<T> format, @Nullable String defaultText, String documentation) {
        return new Setting<>(Setting.NAMESPACE + name, Reach.ALL_AND_EACH, format, defaultText, documentation);
    }

    private static <T> Setting<T> once(
            String name, Format<T> format, @Nullable String defaultText, String documentation) {
        return new Setting<>(Setting.NAMESPACE + name, Reach.ONCE, format, defaultText, documentation);
    }
}
