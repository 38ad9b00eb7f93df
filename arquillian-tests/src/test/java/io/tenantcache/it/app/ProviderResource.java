package io.tenantcache.it.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** The provider as a client of JSR-107 finds it, with whatever copy of the API the server has. */
@Path("provider/{id}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class ProviderResource {

    private static final String NAME = "io.tenantcache.jcache.TenantCachingProvider";

    @GET
    public String putAndGet(@PathParam("id") String id) {
        try (CacheManager manager = Caching.getCachingProvider(NAME).getCacheManager()) {
            Cache<String, String> cache = manager.createCache(
                    "provided", new MutableConfiguration<String, String>().setTypes(String.class, String.class));
            cache.put(id, "value of " + id);
            return cache.get(id);
        }
    }
}
