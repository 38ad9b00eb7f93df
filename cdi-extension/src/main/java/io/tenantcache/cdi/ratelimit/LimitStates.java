package io.tenantcache.cdi.ratelimit;

import io.tenantcache.ratelimit.Decision;
import io.tenantcache.ratelimit.LimitState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How limits stand that a request has met. Thread-safe: a request may work, and end, on several threads. */
public final class LimitStates {

    private final Map<String, LimitState> states = new LinkedHashMap<>();

    LimitStates() {}

    /** Keeps what was decided; of one limit, the last state. */
    public synchronized void add(Decision decision) {
        decision.states().forEach(state -> states.put(state.limit().name(), state));
    }

    /** In the order in which the limits were met; empty if the request is not limited. */
    public synchronized List<LimitState> all() {
        return List.copyOf(states.values());
    }
}
