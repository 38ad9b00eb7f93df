package io.tenantcache.it.app.shapes;

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
