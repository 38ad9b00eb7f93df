package io.tenantcache.cdi.ratelimit;

import jakarta.enterprise.context.RequestScoped;

/** What the limits of the current request's calls have said. */
@RequestScoped
public class LimitReport {

    private final LimitStates states = new LimitStates();

    /** An object of its own, no bean: it can be read where the request's context is not active any more. */
    public LimitStates states() {
        return states;
    }
}
