package io.tenantcache.config;

/** What the addresses of Redis lead to. */
public enum RedisMode {
    /** One server. */
    SINGLE,
    /** Sentinels, which know the master. */
    SENTINEL,
    /** Nodes of a Redis Cluster. */
    CLUSTER
}
