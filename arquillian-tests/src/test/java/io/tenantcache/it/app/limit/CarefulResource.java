package io.tenantcache.it.app.limit;

import io.tenantcache.cdi.RateLimited;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** With a limit of its stereotype, injected fields, and a method with a limit of its own. */
@Careful
@Path("careful")
@Produces(MediaType.TEXT_PLAIN)
public class CarefulResource {

    @Inject
    LimitedBean bean;

    @GET
    @Path("plain")
    public String plain() {
        return "admitted";
    }

    @GET
    @Path("own")
    @RateLimited(value = "own", limit = 1, window = "1h", per = "tenant")
    public String own() {
        return bean.toString();
    }
}
