package io.tenantcache.it.app.limit;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.ratelimit.Decision;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimitExceededException;
import io.tenantcache.ratelimit.RateLimiter;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A call for each way in which one is limited. The windows are long: nothing comes back in the course of a test. */
@Path("limits")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
@RateLimited(value = "server", limit = 1_000_000, window = "1h")
public class LimitedResource {

    @Inject
    LimitedBean bean;

    @Inject
    RateLimiter limiter;

    @GET
    @Path("address")
    @RateLimited(value = "address", limit = 2, window = "1h", per = "ip")
    public String perAddress() {
        return "admitted";
    }

    @GET
    @Path("user")
    @RateLimited(value = "user", limit = 2, window = "1h", per = "user")
    public String perUser() {
        return "admitted";
    }

    @GET
    @Path("tenant")
    @RateLimited(value = "tenant", limit = 3, window = "1h", per = "tenant")
    public String perTenant() {
        return "admitted";
    }

    /** Answers on another thread, after this one has gone. */
    @GET
    @Path("stage")
    @RateLimited("address")
    public CompletionStage<String> stage() {
        return CompletableFuture.supplyAsync(
                () -> "admitted", CompletableFuture.delayedExecutor(100, java.util.concurrent.TimeUnit.MILLISECONDS));
    }

    @GET
    @Path("cached/{id}")
    public String cached(@PathParam("id") String id) {
        return bean.loaded(id);
    }

    @GET
    @Path("mixed/{id}")
    public CompletionStage<String> mixed(@PathParam("id") String id) {
        return bean.mixed(id);
    }

    /** Asks by itself. */
    @GET
    @Path("own")
    public String own(@QueryParam("subject") String subject) {
        Decision decision = limiter.acquire(RateLimit.of("own \"limit\"", 1, Duration.ofHours(1)), subject);
        if (!decision.allowed()) {
            throw new RateLimitExceededException(decision);
        }
        return "admitted";
    }
}
