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
            "The version of the classes of keys and values. A node sees the entries in Redis of its own version only,"
                    + " so that a changed class misses instead of failing.");

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

    static final Setting<Duration> REMOTE_TTL = ofCaches(
            "remote.ttl",
            Formats.orUnlimited(Durations.upTo(Durations.LONGEST), Durations.UNLIMITED),
            "900s",
            "The longest life of an entry in Redis. In memory only: the life of an entry of a cache that is made from the"
                    + " settings alone; what an application's own expiry policy says is not cut short there.");

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
            Sizes.positiveOrOff(),
            "off",
            "The longest value that Redis gets as it is. A longer one is compressed, unless that does not shorten it."
                    + " Compressed entries are read whatever the setting says.");

    static final Setting<List<String>> CODEC_ALLOW = once(
            "codec.allow",
            Formats.patterns(),
            null,
            "The classes that may be stored in and read from Redis beyond the built-in and the declared ones:"
                    + " `com.acme.Order`, `com.acme.*`, `com.acme.**`, `com.acme.Or*`; a pattern after `!` refuses.");

    static final Setting<URI> ADDRESS = once(
            "redis.address",
            Addresses.redis(),
            null,
            "Where Redis is. It holds no user and no password: they have settings of their own. Without it, and without"
                    + " `tenantcache.redis.config-file`: memory only.");

    static final Setting<Path> CONFIG_FILE = once(
            "redis.config-file",
            Formats.file(),
            null,
            "A configuration file of Redisson's own (YAML), for Sentinel, Cluster and all that has no setting here."
                    + " Excludes `tenantcache.redis.address`.");

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

    static final Setting<Long> POOL_SIZE =
            once("redis.pool-size", Formats.count(1, LARGEST_POOL), "16", "The number of connections to Redis.");

    static final Setting<String> KEY_PREFIX = once(
            "redis.key-prefix",
            Formats.prefix(),
            null,
            "Stands before each key in Redis, so that applications can share one. Without it: nothing.");

    /** All of them, in the order of the documentation. */
    static final List<Setting<?>> ALL = List.of(
            NEAR_MAX_ENTRIES,
            NEAR_MAX_BYTES,
            NEAR_TTL,
            NEAR_TENANT_FLOOR,
            NEAR_TENANT_CEILING,
            REMOTE_TTL,
            TENANCY,
            SCHEMA_VERSION,
            CASCADE,
            CODEC,
            CODEC_ALLOW,
            COMPRESSION_ABOVE,
            ADDRESS,
            CONFIG_FILE,
            USERNAME,
            PASSWORD,
            TRUST_STORE,
            TRUST_STORE_PASSWORD,
            VERIFY_HOSTNAME,
            CONNECT_TIMEOUT,
            TIMEOUT,
            POOL_SIZE,
            KEY_PREFIX);

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
