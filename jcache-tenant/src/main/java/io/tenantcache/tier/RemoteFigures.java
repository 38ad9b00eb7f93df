package io.tenantcache.tier;

import io.tenantcache.Latencies;
import io.tenantcache.RemoteHealth;
import io.tenantcache.RemoteStatistics;
import java.time.Duration;

/** How this node stands with the remote tier. */
public record RemoteFigures(RemoteGate gate, Coherence coherence) implements RemoteStatistics {

    @Override
    public RemoteHealth health() {
        return gate.health();
    }

    @Override
    public long breakerOpenings() {
        return gate.breakerOpenings();
    }

    @Override
    public long failures() {
        return gate.failures();
    }

    @Override
    public boolean isNearTrusted() {
        return coherence.isTrusted();
    }

    @Override
    public Duration coherenceLag() {
        return coherence.lag();
    }

    @Override
    public Latencies propagation() {
        return coherence.propagation();
    }
}
