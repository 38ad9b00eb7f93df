package io.tenantcache.cdi.rest;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Has REST responses tell how the limits stand, and answers 429 where one refuses a call. Jakarta REST finds it as a service (section
 * 4.1.2 of its specification, 3.1); an application that switches that off registers it by itself.
 */
@ConstrainedTo(RuntimeType.SERVER)
public final class RateLimitFeature implements Feature {

    /** Behind those of the application for the same exception: the lower number counts. */
    private static final int PRIORITY = 6000;

    /** A feature, as Jakarta REST makes it. */
    public RateLimitFeature() {}

    @Override
    public boolean configure(FeatureContext context) {
        context.register(new RateLimitFilter());
        context.register(new RateLimitProblem(), PRIORITY);
        return true;
    }
}
