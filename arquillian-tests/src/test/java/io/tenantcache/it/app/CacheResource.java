package io.tenantcache.it.app;

import io.tenantcache.TenantCache;
import io.tenantcache.cdi.CacheName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Injected caches over HTTP. */
@Path("drafts")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class CacheResource {

    @Inject
    @CacheName("drafts")
    TenantCache<String, String> drafts;

    @Inject
    @CacheName("drafts")
    Cache<String, String> sameDrafts;

    @Inject
    CacheManager manager;

    @PUT
    @Path("{id}")
    public void put(@PathParam("id") String id, String text) {
        drafts.put(id, text);
    }

    @GET
    @Path("{id}")
    public String get(@PathParam("id") String id) {
        Cache<String, String> named = manager.getCache("drafts");
        return sameDrafts.get(id) + " " + named.get(id);
    }
}
