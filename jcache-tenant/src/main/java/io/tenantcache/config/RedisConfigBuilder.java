package io.tenantcache.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets how to reach Redis: addresses or a file, and what goes with it. See {@link TenantCacheConfig#builder()}. */
public final class RedisConfigBuilder {

    private List<URI> addresses = List.of();
    private RedisMode mode = Settings.MODE.requiredDefault();
    private @Nullable String masterName;
    private @Nullable Path redissonYaml;
    private @Nullable String username;
    private @Nullable String password;
    private @Nullable Path trustStore;
    private @Nullable String trustStorePassword;
    private boolean verifyHostname = Settings.VERIFY_HOSTNAME.requiredDefault();
    private Duration connectTimeout = Settings.CONNECT_TIMEOUT.requiredDefault();
    private Duration timeout = Settings.TIMEOUT.requiredDefault();
    private OutageConfig outage = OutageConfig.defaults();
    private int poolSize = Math.toIntExact(Settings.POOL_SIZE.requiredDefault());
    private String keyPrefix = "";
    private Duration coherenceBound = Settings.COHERENCE_BOUND.requiredDefault();
    private LimitSubjects limitSubjects = LimitSubjects.defaults();

    RedisConfigBuilder() {}

    /** {@code redis://host:port}, or {@code rediss://host:port} for TLS; without a user and a password. */
    public RedisConfigBuilder address(URI address) {
        return servers(RedisMode.SINGLE, null, List.of(address));
    }

    /** The Sentinels that watch the master of that name: the addresses of some, which know the others. */
    public RedisConfigBuilder sentinels(String masterName, URI... addresses) {
        return servers(RedisMode.SENTINEL, masterName, List.of(addresses));
    }

    /** A Redis Cluster: the addresses of some of its nodes, which know the others. */
    public RedisConfigBuilder cluster(URI... addresses) {
        return servers(RedisMode.CLUSTER, null, List.of(addresses));
    }

    private RedisConfigBuilder servers(RedisMode mode, @Nullable String masterName, List<URI> addresses) {
        this.mode = mode;
        this.masterName = masterName;
        this.addresses = addresses;
        return this;
    }

    /** A configuration file of Redisson's own, in the place of an address. It is read when the manager is made. */
    public RedisConfigBuilder redissonYaml(Path file) {
        redissonYaml = file;
        return this;
    }

    /** The password of the default user. */
    public RedisConfigBuilder password(String password) {
        this.password = password;
        return this;
    }

    /** An ACL user and its password. */
    public RedisConfigBuilder credentials(String username, String password) {
        this.username = username;
        this.password = password;
        return this;
    }

    /** The trust store of a TLS connection; the password is null if it has none. */
    public RedisConfigBuilder trustStore(Path file, @Nullable String password) {
        trustStore = file;
        trustStorePassword = password;
        return this;
    }

    /** Accepts a server certificate for another host name. Without this call the name is verified. */
    public RedisConfigBuilder withoutHostnameVerification() {
        verifyHostname = false;
        return this;
    }

    /** The longest time for a connection to be made. */
    public RedisConfigBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    /** The longest time for an operation. */
    public RedisConfigBuilder timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    /** The longest time for which a read waits for Redis; the near tier and the source answer then. */
    public RedisConfigBuilder readBudget(Duration budget) {
        outage = new OutageConfig(budget, outage.journalFile(), outage.failoverWindow(), outage.limitNodes());
        return this;
    }

    /** Where changes are kept that Redis could not be told; without this call, in memory only. */
    public RedisConfigBuilder journalFile(Path file) {
        outage = new OutageConfig(outage.readBudget(), file, outage.failoverWindow(), outage.limitNodes());
        return this;
    }

    /** For how long a node remembers what it changed, to repeat it after a failover. */
    public RedisConfigBuilder failoverWindow(Duration window) {
        outage = new OutageConfig(outage.readBudget(), outage.journalFile(), window, outage.limitNodes());
        return this;
    }

    /** Among how many nodes a rate limit is divided while Redis is away; without this call, as many as were heard lately. */
    public RedisConfigBuilder limitNodes(int nodes) {
        outage = new OutageConfig(outage.readBudget(), outage.journalFile(), outage.failoverWindow(), nodes);
        return this;
    }

    /** The number of connections. */
    public RedisConfigBuilder poolSize(int connections) {
        poolSize = connections;
        return this;
    }

    /** Stands before each key, so that applications can share a Redis. */
    public RedisConfigBuilder keyPrefix(String prefix) {
        keyPrefix = prefix;
        return this;
    }

    /** The longest time for which memory may serve what another node outdated. */
    public RedisConfigBuilder coherenceBound(Duration bound) {
        coherenceBound = bound;
        return this;
    }

    /** Has whom rate limits count written in the keys as a digest with that secret, which is the same on all nodes. */
    public RedisConfigBuilder keyedLimitSubjects(String secret) {
        limitSubjects = new LimitSubjects(SubjectForm.KEYED, secret);
        return this;
    }

    /** Has whom rate limits count written in the keys as they are. */
    public RedisConfigBuilder plainLimitSubjects() {
        limitSubjects = new LimitSubjects(SubjectForm.PLAIN, null);
        return this;
    }

    RedisConfig build() {
        return new RedisConfig(
                addresses,
                mode,
                masterName,
                redissonYaml,
                username,
                password,
                trustStore,
                trustStorePassword,
                verifyHostname,
                connectTimeout,
                timeout,
                outage,
                poolSize,
                keyPrefix,
                coherenceBound,
                limitSubjects);
    }
}
