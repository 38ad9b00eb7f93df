package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;

/** Says nothing of its cache itself: its stereotype does. */
@NamesCached
@ApplicationScoped
public class Nicknames {

    @CacheResult
    public String find(String name) {
        return UUID.randomUUID().toString();
    }

    @CacheRemove
    public void remove(String name) {}
}
