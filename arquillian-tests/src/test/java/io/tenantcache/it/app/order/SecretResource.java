package io.tenantcache.it.app.order;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import javax.cache.annotation.CacheResult;

/** Results for readers only, kept from others by the resource and by an enterprise bean. */
@Path("secrets")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class SecretResource {

    @Inject
    SecretBean bean;

    @GET
    @Path("resource/{id}")
    @RolesAllowed("reader")
    @CacheResult(cacheName = "secrets")
    public String ofResource(@PathParam("id") String id) {
        return UUID.randomUUID().toString();
    }

    @GET
    @Path("bean/{id}")
    public String ofBean(@PathParam("id") String id) {
        try {
            return bean.secret(id);
        } catch (EJBAccessException refused) {
            throw new ForbiddenException(refused);
        }
    }
}
