package io.tenantcache.cdi.ratelimit;

import io.tenantcache.ratelimit.Decision;
import io.tenantcache.ratelimit.LimitState;
import jakarta.enterprise.context.RequestScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the limits stand that the current request has met. Thread-safe: a request may work on several threads. */
@RequestScoped
public class LimitReport {

    private final Map<String, LimitState> states = new LinkedHashMap<>();

    /** Keeps what was decided; of one limit, the last state. */
    public synchronized void add(Decision decision) {
        decision.states().forEach(state -> states.put(state.limit().name(), state));
    }

    /** In the order in which the limits were met; empty if the request is not limited. */
    public synchronized List<LimitState> states() {
        return List.copyOf(states.values());
    }

    /** The report itself, in the place of a proxy: for what ends a request on another thread. */
    public LimitReport self() {
        return this;
    }
}
