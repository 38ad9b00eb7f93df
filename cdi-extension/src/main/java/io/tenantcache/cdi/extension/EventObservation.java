package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.InvalidationEvent;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.util.ArrayList;
import java.util.List;

/** The application's observers of {@link InvalidationEvent}: who hears of it, and who thinks to. */
final class EventObservation {

    private final List<String> synchronous = new ArrayList<>();
    private final List<ObserverName> asynchronous = new ArrayList<>();

    void add(ProcessObserverMethod<InvalidationEvent, ?> event) {
        ObserverMethod<InvalidationEvent> observer = event.getObserverMethod();
        if (observer.isAsync()) {
            asynchronous.add(ObserverName.of(event));
        } else {
            synchronous.add(observer.getBeanClass().getName());
        }
    }

    /** Those that are told. */
    List<ObserverName> asynchronous() {
        return asynchronous;
    }

    void check(Problems problems) {
        synchronous.forEach(bean -> problems.add(
                DeploymentRule.ASYNCHRONOUS_OBSERVER,
                bean,
                "observes invalidations with @Observes, and would hear none"));
    }
}
