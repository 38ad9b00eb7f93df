package io.tenantcache.config;

import java.time.Duration;

/** Sets what is special about a cache, or about the defaults of all. See {@link TenantCacheConfig#builder()}. */
public final class CacheConfigBuilder {

    private long nearMaxEntries;
    private long nearMaxBytes;
    private Duration nearTtl;
    private TenantShare nearTenantShare;
    private boolean nearServedInOutage;
    private Duration remoteTtl;
    private Duration loadTimeout;
    private Duration loadSoftDeadline;
    private Duration loadDeadline;
    private long loadMaxPerTenant;
    private Duration absentTtl;
    private StaleConfig stale;
    private int ttlJitter;
    private int refreshAhead;
    private int earlyRefresh;
    private Tenancy tenancy;
    private String schemaVersion;
    private Codec codec;
    private long compressionAbove;

    CacheConfigBuilder(CacheConfig base) {
        nearMaxEntries = base.near().maxEntries();
        nearMaxBytes = base.near().maxBytes();
        nearTtl = base.near().ttl();
        nearTenantShare = base.near().tenantShare();
        nearServedInOutage = base.near().servedInOutage();
        remoteTtl = base.remote().ttl();
        loadTimeout = base.load().timeout();
        loadSoftDeadline = base.load().softDeadline();
        loadDeadline = base.load().deadline();
        loadMaxPerTenant = base.load().maxPerTenant();
        absentTtl = base.load().absentTtl();
        stale = base.freshness().stale();
        ttlJitter = base.freshness().jitter();
        refreshAhead = base.freshness().refreshAhead();
        earlyRefresh = base.freshness().earlyRefresh();
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

    /** Whether memory goes on to serve what it holds while Redis is away for longer than the coherence bound. */
    public CacheConfigBuilder nearServedInOutage(boolean served) {
        nearServedInOutage = served;
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

    /** For how long a caller waits for a load who has an expired value to fall back to; zero for no limit. */
    public CacheConfigBuilder loadSoftDeadline(Duration deadline) {
        loadSoftDeadline = deadline;
        return this;
    }

    /** For how long a caller waits for a load at the most; zero for no limit. */
    public CacheConfigBuilder loadDeadline(Duration deadline) {
        loadDeadline = deadline;
        return this;
    }

    /** The most loads of one tenant that run at once in this JVM. */
    public CacheConfigBuilder loadMaxPerTenant(long loads) {
        loadMaxPerTenant = loads;
        return this;
    }

    /** For how long it is remembered that a load found no value; zero for not at all. */
    public CacheConfigBuilder absentTtl(Duration ttl) {
        absentTtl = ttl;
        return this;
    }

    /** For how long an expired value is served at once while it is loaded anew; zero for never. */
    public CacheConfigBuilder staleWhileRevalidate(Duration time) {
        stale = new StaleConfig(time, stale.ifError(), stale.retryAfter());
        return this;
    }

    /** For how long an expired value is served if the load fails; zero for never. */
    public CacheConfigBuilder staleIfError(Duration time) {
        stale = new StaleConfig(stale.whileRevalidate(), time, stale.retryAfter());
        return this;
    }

    /** After a load that failed so, how long the expired value is served without a new attempt. */
    public CacheConfigBuilder staleRetryAfter(Duration time) {
        stale = new StaleConfig(stale.whileRevalidate(), stale.ifError(), time);
        return this;
    }

    /** By how many per cent of its life, at random, an entry expires earlier; 0 for none. */
    public CacheConfigBuilder ttlJitter(int percent) {
        ttlJitter = percent;
        return this;
    }

    /** After how many per cent of its life an entry that is read is loaded anew; 100 for never. */
    public CacheConfigBuilder refreshAhead(int percent) {
        refreshAhead = percent;
        return this;
    }

    /** How early, at random, an entry is loaded anew near its end, in per cent of what its load took; 0 for never. */
    public CacheConfigBuilder earlyRefresh(int percent) {
        earlyRefresh = percent;
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
        NearConfig near = new NearConfig(nearMaxEntries, nearMaxBytes, nearTtl, nearTenantShare, nearServedInOutage);
        CodecConfig encoding = new CodecConfig(codec, compressionAbove);
        return new CacheConfig(
                near,
                new RemoteConfig(remoteTtl),
                new LoadConfig(loadTimeout, loadSoftDeadline, loadDeadline, loadMaxPerTenant, absentTtl),
                new FreshnessConfig(stale, ttlJitter, refreshAhead, earlyRefresh),
                tenancy,
                schemaVersion,
                encoding);
    }
}
