package io.tenantcache.it.app.policy;

import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@link Prices} over HTTP, what is left of their lives, and their market. */
@Path("prices/{policy}/{name}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class PriceResource {

    @Inject
    Prices prices;

    @Inject
    Market market;

    @Inject
    TenantCacheManager manager;

    @PathParam("policy")
    @SuppressWarnings("NullAway.Init") // set for each request
    String policy;

    @PathParam("name")
    @SuppressWarnings("NullAway.Init") // set for each request
    String name;

    @GET
    public String price() throws InterruptedException {
        try {
            return switch (policy) {
                case "preset" -> prices.ofPreset(name);
                case "own-preset" -> prices.ofOwnPreset(name);
                case "stale-if-error" -> prices.staleIfError(name);
                case "revalidated" -> prices.revalidated(name);
                case "refreshed" -> prices.refreshed(name);
                case "deadline" -> prices.withDeadline(name);
                case "soft-deadline" -> prices.withSoftDeadline(name);
                case "by-result" -> prices.byResult(name);
                default -> throw new NotFoundException();
            };
        } catch (CacheLoadTimeoutException late) {
            return "timed out";
        }
    }

    /** In seconds; 0 if the price is not cached, or its life is over. */
    @GET
    @Path("left")
    public String left() {
        TenantCache<NameKeys.Key, String> cache = manager.getOrCreateCache("prices-" + policy);
        return Long.toString(cache.getTimeToLive(new NameKeys.Key(name))
                .map(left -> left.plusMillis(999).toSeconds())
                .orElse(0L));
    }

    @GET
    @Path("calls")
    public String calls() {
        return Integer.toString(market.calls(name));
    }

    @PUT
    public void change(String state) {
        market.change(name, Market.State.valueOf(state));
    }
}
