package io.tenantcache.it.app.shapes;

import io.tenantcache.cdi.CachePolicy;
import io.tenantcache.cdi.CacheTag;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** Says of itself all that the annotations can say. */
@ApplicationScoped
@CacheDefaults(cacheName = "shapes-names", cacheKeyGenerator = LowerCase.class)
public class Names {

    @CacheResult
    public String find(String name) {
        return fresh();
    }

    @CacheResult(skipGet = true)
    public String refresh(String name) {
        return fresh();
    }

    /** The reason is no part of the key. */
    @CacheResult
    public String findBecause(@CacheKey String name, String reason) {
        return fresh();
    }

    @CacheResult(cacheResolverFactory = Archive.class)
    public String findInArchive(String name) {
        return fresh();
    }

    @CacheRemove(cacheResolverFactory = Archive.class)
    public void removeFromArchive(String name) {}

    @CacheResult(cacheName = "shapes-initials", cacheKeyGenerator = Initials.class)
    public String findByInitial(String name) {
        return fresh();
    }

    @CacheResult(cacheResolverFactory = Shelf.class, exceptionCacheName = "shapes-failures")
    public String findOnShelf(String name) {
        if (name.startsWith("missing")) {
            throw new IllegalStateException(fresh());
        }
        return fresh();
    }

    @CacheRemove(cacheResolverFactory = Shelf.class)
    public void removeFromShelf(String name) {}

    @CacheResult(cacheName = "shapes-tagged")
    @CacheTag("family:{1}")
    public String findInFamily(@CacheKey String name, String family) {
        return fresh();
    }

    @CacheRemove(cacheName = "shapes-tagged")
    @CacheTag("family:{1}")
    public void removeFamily(@CacheKey String nobody, String family) {}

    @CacheResult(cacheName = "shapes-brief")
    @CachePolicy(ttl = "300ms")
    public String findBriefly(String name) {
        return fresh();
    }

    @CachePut(cacheFor = IllegalStateException.class)
    public void putFor(String name, @CacheValue String value, boolean fails) {
        failIf(fails);
    }

    @CachePut(noCacheFor = IllegalStateException.class)
    public void putUnless(String name, @CacheValue String value, boolean fails) {
        failIf(fails);
    }

    @CacheRemove(noEvictFor = IllegalStateException.class)
    public void removeUnless(@CacheKey String name, boolean fails) {
        failIf(fails);
    }

    @CacheRemoveAll(evictFor = IllegalStateException.class)
    public void removeAllFor(boolean fails) {
        failIf(fails);
    }

    @CacheRemoveAll(afterInvocation = false)
    public void removeAllBefore(boolean fails) {
        failIf(fails);
    }

    @CachePut(afterInvocation = false)
    public void putBefore(String name, @CacheValue String value, boolean fails) {
        failIf(fails);
    }

    @CachePut
    public void putAfter(String name, @CacheValue String value, boolean fails) {
        failIf(fails);
    }

    @CacheRemove(afterInvocation = false)
    public void removeBefore(@CacheKey String name, boolean fails) {
        failIf(fails);
    }

    @CacheRemove
    public void removeAfter(@CacheKey String name, boolean fails) {
        failIf(fails);
    }

    @CacheRemove(evictFor = IllegalStateException.class)
    public void removeFor(@CacheKey String name, boolean fails) {
        failIf(fails);
    }

    @CacheRemoveAll(noEvictFor = IllegalStateException.class)
    public void removeAllUnless(boolean fails) {
        failIf(fails);
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    private static void failIf(boolean fails) {
        if (fails) {
            throw new IllegalStateException("As the test asks for");
        }
    }
}
