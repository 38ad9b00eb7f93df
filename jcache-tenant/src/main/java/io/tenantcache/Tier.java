package io.tenantcache;

/** What can answer a read, from the nearest to the farthest. */
public enum Tier {
    /** The near tier, in this JVM. */
    NEAR,
    /** The remote tier, Redis. */
    REMOTE,
    /** The source behind the cache: a loader, or the intercepted method. */
    SOURCE
}
