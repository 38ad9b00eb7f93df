package io.tenantcache.cdi.health;

import io.tenantcache.RemoteHealth;
import io.tenantcache.RemoteStatistics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The caches are ready without Redis, for the cache is not the outage; the data say how it is. Where the check is strict, they are
 * ready only while Redis is in use. Costs no round trip, and opens nothing.
 */
@Readiness
@Singleton
public class CacheReadiness implements HealthCheck {

    static final String NAME = "tenantcache";

    private final HealthSource source;

    /** Of the caches of that source. */
    @Inject
    public CacheReadiness(HealthSource source) {
        this.source = source;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME);
        Optional<RemoteStatistics> remote = source.statistics().flatMap(statistics -> statistics.remote());
        if (remote.isEmpty()) {
            return response.withData("remote", "none").up().build();
        }
        RemoteStatistics present = remote.get();
        RemoteHealth health = present.health();
        boolean trusted = present.isNearTrusted();
        boolean answers = trusted && health.state() == RemoteHealth.State.CLOSED;
        return response.withData("remote", answers ? "up" : "away")
                .withData(
                        "breaker",
                        health.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .withData("journal", health.journalled())
                .withData("near", trusted ? "trusted" : "distrusted")
                .withData("coherence.lag.millis", present.coherenceLag().toMillis())
                .status(!source.isStrict() || (answers && health.isInUse()))
                .build();
    }
}
