package io.tenantcache.config;

import java.time.Duration;

/** Sets what is special about a cache, or about the defaults of all. See {@link TenantCacheConfig#builder()}. */
public final class CacheConfigBuilder {

    private long nearMaxEntries;
    private long nearMaxBytes;
    private Duration nearTtl;
    private TenantShare nearTenantShare;
    private Duration remoteTtl;
    private Duration loadTimeout;
    private Tenancy tenancy;
    private String schemaVersion;
    private Codec codec;
    private long compressionAbove;

    CacheConfigBuilder(CacheConfig base) {
        nearMaxEntries = base.near().maxEntries();
        nearMaxBytes = base.near().maxBytes();
        nearTtl = base.near().ttl();
        nearTenantShare = base.near().tenantShare();
        remoteTtl = base.remote().ttl();
        loadTimeout = base.load().timeout();
        tenancy = base.tenancy();
        schemaVersion = base.schemaVersion();
        codec = base.codec().codec();
        compressionAbove = base.codec().compressionAbove();
    }

    /** The most entries in this JVM, all tenants together. */
    public CacheConfigBuilder nearMaxEntries(long entries) {
        nearMaxEntries = entries;
        return this;
    }

    /** The most bytes of keys and values, as estimated, in this JVM, all tenants together. */
    public CacheConfigBuilder nearMaxBytes(long bytes) {
        nearMaxBytes = bytes;
        return this;
    }

    /** The longest time for which an entry is served from this JVM's memory without asking Redis. */
    public CacheConfigBuilder nearTtl(Duration ttl) {
        nearTtl = ttl;
        return this;
    }

    /** What part of this JVM's bounds one tenant may take. */
    public CacheConfigBuilder nearTenantShare(TenantShare share) {
        nearTenantShare = share;
        return this;
    }

    /** The longest life of an entry in Redis. */
    public CacheConfigBuilder remoteTtl(Duration ttl) {
        remoteTtl = ttl;
        return this;
    }

    /** For how long a load has its key to itself. */
    public CacheConfigBuilder loadTimeout(Duration timeout) {
        loadTimeout = timeout;
        return this;
    }

    /** To whom the entries belong. */
    public CacheConfigBuilder tenancy(Tenancy tenancy) {
        this.tenancy = tenancy;
        return this;
    }

    /** The version of the classes of keys and values. */
    public CacheConfigBuilder schemaVersion(String version) {
        schemaVersion = version;
        return this;
    }

    /** What makes bytes of the values. */
    public CacheConfigBuilder codec(Codec codec) {
        this.codec = codec;
        return this;
    }

    /** The longest value, in bytes, that Redis gets as it is; longer ones are compressed. */
    public CacheConfigBuilder compressionAbove(long bytes) {
        compressionAbove = bytes;
        return this;
    }

    /** The configuration; it is checked where it is used. */
    public CacheConfig build() {
        NearConfig near = new NearConfig(nearMaxEntries, nearMaxBytes, nearTtl, nearTenantShare);
        CodecConfig encoding = new CodecConfig(codec, compressionAbove);
        return new CacheConfig(
                near, new RemoteConfig(remoteTtl), new LoadConfig(loadTimeout), tenancy, schemaVersion, encoding);
    }
}
