package io.tenantcache.cdi.metrics;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** The application's registry of metrics: a bean, since servers look at the injection point to tell which registry is meant. */
@Singleton
public class ServerRegistry {

    private final Instance<MetricRegistry> registries;

    /** What the server injects. */
    @Inject
    public ServerRegistry(Instance<MetricRegistry> registries) {
        this.registries = registries;
    }

    /** The registry; empty if the server has the API and no registry. */
    public Optional<MetricRegistry> registry() {
        return registries.isResolvable() ? Optional.ofNullable(registries.get()) : Optional.empty();
    }
}
