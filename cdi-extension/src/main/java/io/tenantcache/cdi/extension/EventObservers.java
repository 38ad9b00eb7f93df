package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.InvalidationEvent;
import io.tenantcache.cdi.operation.InvalidationObservers;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** The application's asynchronous observers of {@link InvalidationEvent}. */
final class EventObservers implements InvalidationObservers {

    private static final Logger LOG = System.getLogger(EventObservers.class.getName());

    private final BeanManager beans;
    private final boolean anyone;

    /** Those of that application. */
    EventObservers(BeanManager beans, boolean anyone) {
        this.beans = beans;
        this.anyone = anyone;
    }

    @Override
    public boolean isAnyone() {
        return anyone;
    }

    @Override
    public void tell(InvalidationEvent event) {
        try {
            var unused = beans.getEvent()
                    .select(InvalidationEvent.class)
                    .fireAsync(event)
                    .whenComplete((done, failure) -> report(failure));
        } catch (RuntimeException refused) {
            report(refused);
        }
    }

    /** An observer's message may hold anything. */
    private static void report(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.log(
                    Level.WARNING,
                    () -> "An observer of invalidations was not told, or failed: "
                            + failure.getClass().getName());
        }
    }
}
