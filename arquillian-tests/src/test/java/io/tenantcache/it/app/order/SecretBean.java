package io.tenantcache.it.app.order;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import java.util.UUID;
import javax.cache.annotation.CacheResult;

/** An enterprise bean: the container asks for the role before it calls any interceptor. */
@Stateless
public class SecretBean {

    @RolesAllowed("reader")
    @CacheResult(cacheName = "secrets-of-bean")
    public String secret(String id) {
        return UUID.randomUUID().toString();
    }
}
