package io.tenantcache.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis. Its limits are checked as part of the {@link TenantCacheConfig} that holds it.
 *
 * @param addresses {@code redis://host:port} or, with TLS, {@code rediss://host:port}: of the server, or of some of the
 *     Sentinels or of the nodes of the cluster; empty if {@code redissonYaml} tells them
 * @param mode what the addresses lead to
 * @param masterName what the Sentinels call the master; null in the other modes
 * @param redissonYaml a configuration file of Redisson's own; null if {@code addresses} are used
 * @param username the ACL user; null for the default one
 * @param password null for none; never printed
 * @param trustStore the trust store of a TLS connection; null for the JDK's
 * @param trustStorePassword null for none; never printed
 * @param verifyHostname whether a TLS server must prove its host name
 * @param connectTimeout the longest time for a connection to be made
 * @param timeout the longest time for an operation
 * @param outage what bounds the damage when it is slow or away
 * @param poolSize the number of connections
 * @param keyPrefix stands before each key, so that applications can share a Redis; may be empty
 * @param coherenceBound the longest time for which memory may serve what another node outdated
 * @param limitSubjects how whom a rate limit counts is written in its keys
 */
public record RedisConfig(
        List<URI> addresses,
        RedisMode mode,
        @Nullable String masterName,
        @Nullable Path redissonYaml,
        @Nullable String username,
        @Nullable String password,
        @Nullable Path trustStore,
        @Nullable String trustStorePassword,
        boolean verifyHostname,
        Duration connectTimeout,
        Duration timeout,
        OutageConfig outage,
        int poolSize,
        String keyPrefix,
        Duration coherenceBound,
        LimitSubjects limitSubjects) {

    /** Copies the addresses. */
    public RedisConfig {
        addresses = List.copyOf(addresses);
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "RedisConfig[addresses=" + addresses + ", mode=" + mode + ", redissonYaml=" + redissonYaml + ", timeout="
                + timeout + ", poolSize=" + poolSize + ", keyPrefix=" + keyPrefix + "]";
    }
}
