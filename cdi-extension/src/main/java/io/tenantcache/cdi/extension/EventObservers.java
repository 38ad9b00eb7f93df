package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.InvalidationEvent;
import io.tenantcache.cdi.operation.FailureLog;
import io.tenantcache.cdi.operation.InvalidationObservers;
import jakarta.enterprise.event.ObserverException;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The application's asynchronous observers of {@link InvalidationEvent}. */
final class EventObservers implements InvalidationObservers {

    private final BeanManager beans;
    private final List<ObserverName> names;
    private final FailureLog log = new FailureLog(System.getLogger(EventObservers.class.getName()));

    /** Those of that application, which have those names. */
    EventObservers(BeanManager beans, List<ObserverName> names) {
        this.beans = beans;
        this.names = names;
    }

    @Override
    public boolean isAnyone() {
        return !names.isEmpty();
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

    private void report(@Nullable Throwable failure) {
        if (failure == null) {
            return;
        }
        // The stage's own has those of all observers.
        List<Throwable> theirs = Stream.concat(
                        Stream.ofNullable(failure.getCause()), Arrays.stream(failure.getSuppressed()))
                .distinct()
                .toList();
        if (failure instanceof CompletionException && !theirs.isEmpty()) {
            theirs.forEach(this::reportOne);
        } else {
            reportOne(failure);
        }
    }

    /** An observer's message may hold anything. */
    private void reportOne(Throwable failure) {
        Throwable cause = failure.getCause();
        if (failure instanceof ObserverException && cause != null) {
            reportOne(cause);
            return;
        }
        String type = failure.getClass().getName();
        String what = names.stream()
                .filter(name -> name.threw(failure))
                .findFirst()
                .map(name -> "The observer of invalidations " + name + " failed: " + type)
                .orElse("An observer of invalidations was not told, or failed: " + type);
        log.failed(what, () -> what);
    }
}
