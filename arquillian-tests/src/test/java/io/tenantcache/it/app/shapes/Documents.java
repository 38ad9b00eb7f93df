package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.UUID;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** Each annotation names some failures, and others among those that it excepts. */
@ApplicationScoped
@CacheDefaults(cacheName = "shapes-documents")
public class Documents {

    /** How a call ends. */
    public enum End {
        WELL,
        /** With a failure that is named. */
        UNREADABLE,
        /** With one that is named and excepted. */
        MISSING,
        /** With one that is neither. */
        ILLEGAL
    }

    @CacheResult(
            exceptionCacheName = "shapes-document-failures",
            cachedExceptions = IOException.class,
            nonCachedExceptions = FileNotFoundException.class)
    public String find(@CacheKey String name, End end) throws IOException {
        String fresh = UUID.randomUUID().toString();
        finish(end, fresh);
        return fresh;
    }

    @CachePut(cacheFor = IOException.class, noCacheFor = FileNotFoundException.class)
    public void put(@CacheKey String name, @CacheValue String value, End end) throws IOException {
        finish(end, "put");
    }

    @CacheRemove(evictFor = IOException.class, noEvictFor = FileNotFoundException.class)
    public void remove(@CacheKey String name, End end) throws IOException {
        finish(end, "remove");
    }

    @CacheRemoveAll(evictFor = IOException.class, noEvictFor = FileNotFoundException.class)
    public void removeAll(End end) throws IOException {
        finish(end, "removeAll");
    }

    private static void finish(End end, String message) throws IOException {
        switch (end) {
            case WELL -> {}
            case UNREADABLE -> throw new IOException(message);
            case MISSING -> throw new FileNotFoundException(message);
            case ILLEGAL -> throw new IllegalStateException(message);
        }
    }
}
