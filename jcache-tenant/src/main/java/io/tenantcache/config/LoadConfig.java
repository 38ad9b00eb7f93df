package io.tenantcache.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the values of a cache are loaded.
 *
 * @param timeout for how long a load has its key to itself; what it brings later is not stored
 */
public record LoadConfig(Duration timeout) implements Serializable {}
