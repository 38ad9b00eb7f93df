package io.tenantcache.cdi.health;

import io.tenantcache.ManagerStatistics;
import java.util.Optional;

/** What the check of the caches looks at. */
public interface HealthSource {

    /** Of the application's caches; empty if none was used yet. */
    Optional<ManagerStatistics> statistics();

    /** Whether an application is ready only while Redis is in use. */
    boolean isStrict();
}
