package io.tenantcache.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * The bounds of a cache's remote tier.
 *
 * @param ttl the longest life of an entry
 */
public record RemoteConfig(Duration ttl) implements Serializable {}
