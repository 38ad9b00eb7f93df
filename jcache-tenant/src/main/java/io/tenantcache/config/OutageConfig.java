package io.tenantcache.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What bounds the damage when Redis is slow or away, or comes back as another server.
 *
 * @param readBudget the longest time for which a read waits for Redis
 * @param journalFile where changes are kept that Redis could not be told; null for memory only
 * @param failoverWindow for how long a node remembers what it changed
 * @param limitNodes among how many nodes a rate limit is divided while each counts by itself; null for as many as were heard lately
 */
public record OutageConfig(
        Duration readBudget,
        @Nullable Path journalFile,
        Duration failoverWindow,
        @Nullable Integer limitNodes) {

    /** What holds where nothing is configured. */
    public static OutageConfig defaults() {
        return new OutageConfig(
                Settings.READ_BUDGET.requiredDefault(), null, Settings.JOURNAL_FAILOVER_WINDOW.requiredDefault(), null);
    }
}
