package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.InvalidationEvent;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.util.ArrayList;
import java.util.List;

/** The application's observers of {@link InvalidationEvent}: who hears of it, and who thinks to. */
final class EventObservation {

    private final List<String> synchronous = new ArrayList<>();
    private boolean anyone;

    void add(ProcessObserverMethod<InvalidationEvent, ?> event) {
        ObserverMethod<InvalidationEvent> observer = event.getObserverMethod();
        if (observer.isAsync()) {
            anyone = true;
        } else {
            synchronous.add(observer.getBeanClass().getName());
        }
    }

    boolean isAnyone() {
        return anyone;
    }

    void check(Problems problems) {
        synchronous.forEach(bean -> problems.add(
                DeploymentRule.ASYNCHRONOUS_OBSERVER,
                bean,
                "observes invalidations with @Observes, and would hear none"));
    }
}
