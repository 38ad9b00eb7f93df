package io.tenantcache.cdi.operation;

import io.tenantcache.TenantCache;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code @CacheResult} on a method that answers with a stage: what that completes with is cached, never the stage, and a failure is not.
 * Each caller gets a stage of its own, which holds no thread.
 */
final class StageOperation implements CacheOperation {

    private final CachedMethod method;
    private final MethodParts parts;
    private final Class<?> resultType;
    private final boolean skipGet;

    StageOperation(CachedMethod method, MethodParts parts) {
        this.method = method;
        this.parts = parts;
        this.resultType = method.result().raw();
        this.skipGet = ((CacheResult) method.getCacheAnnotation()).skipGet();
    }

    @Override
    public CompletableFuture<@Nullable Object> apply(Invocation invocation) throws Exception {
        GeneratedCacheKey key = parts.keys().key(invocation);
        StageCall source = new StageCall(method, invocation);
        CompletableFuture<@Nullable Object> given = new CompletableFuture<>();
        CompletionStage<?> cached;
        try {
            Cache<Object, Object> cache = parts.cache().of(invocation);
            cached = skipGet ? refresh(cache, invocation, key, source) : read(cache, invocation, key, source);
        } catch (RuntimeException failure) {
            parts.failures().contain(method, failure);
            giveWithoutCache(source, given);
            return given;
        }
        CompletionStage<?> unused =
                cached.whenComplete((value, failure) -> give(value, StageEnd.cause(failure), source, given));
        return given;
    }

    private CompletionStage<?> read(Cache<Object, Object> cache, Invocation invocation, Object key, StageCall source) {
        if (cache instanceof TenantCache<Object, Object> tenantCache) {
            return tenantCache.getOrLoadAsync(key, source, parts.options().of(invocation));
        }
        Object cached = cache.get(key);
        return cached != null ? CompletableFuture.completedFuture(cached) : store(cache, key, source);
    }

    /** Always calls the method, and stores what its stage completes with. */
    private CompletionStage<?> refresh(
            Cache<Object, Object> cache, Invocation invocation, Object key, StageCall source) {
        if (!(cache instanceof TenantCache<Object, Object> tenantCache)) {
            return store(cache, key, source);
        }
        // Not a put: that would undo an invalidation which comes while the method runs.
        parts.caches().outdate(cache, key, List.of());
        return tenantCache
                .getOrLoadAsync(key, source, parts.options().of(invocation))
                .thenCompose(value -> load(key, source));
    }

    private CompletionStage<?> store(Cache<Object, Object> cache, Object key, StageCall source) {
        return load(key, source)
                .thenApplyAsync(
                        value -> {
                            if (value != null) {
                                cache.put(key, value);
                            }
                            return value;
                        },
                        parts.caches().threads());
    }

    private static CompletionStage<@Nullable Object> load(Object key, StageCall source) {
        try {
            return source.load(key);
        } catch (SourceFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void give(
            @Nullable Object value,
            @Nullable Throwable failure,
            StageCall source,
            CompletableFuture<@Nullable Object> given) {
        if (failure instanceof SourceFailure ofMethod) {
            given.completeExceptionally(ofMethod.thrown());
        } else if (failure instanceof RuntimeException ofCache) {
            try {
                parts.failures().contain(method, ofCache);
            } catch (RuntimeException notContained) {
                given.completeExceptionally(notContained);
                return;
            }
            giveWithoutCache(source, given);
        } else if (value != null && !resultType.isInstance(value)) {
            parts.failures().reportType(method, value.getClass());
            giveWithoutCache(source, given);
        } else {
            StageEnd.settle(given, value, failure);
        }
    }

    private static void giveWithoutCache(StageCall source, CompletableFuture<@Nullable Object> given) {
        try {
            CompletionStage<?> unused = source.result()
                    .whenComplete((value, failure) -> StageEnd.settle(given, value, StageEnd.cause(failure)));
        } catch (Exception thrown) {
            given.completeExceptionally(thrown);
        }
    }
}
