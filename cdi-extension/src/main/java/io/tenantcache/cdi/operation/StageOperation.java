package io.tenantcache.cdi.operation;

import io.tenantcache.CacheTrace;
import io.tenantcache.TenantCache;
import io.tenantcache.Tier;
import io.tenantcache.cdi.operation.KeptFailures.Found;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code @CacheResult} on a method that answers with a stage: what that completes with is cached, never the stage. Each caller gets a
 * stage of its own, which holds no thread.
 */
final class StageOperation implements CacheOperation {

    private final CachedMethod method;
    private final MethodParts parts;
    private final ResultShape shape;
    private final Invalidations invalidations;
    private final @Nullable KeptStageFailures failures;
    private final boolean skipGet;

    StageOperation(
            CachedMethod method, MethodParts parts, Invalidations invalidations, @Nullable KeptStageFailures failures) {
        this.method = method;
        this.parts = parts;
        this.invalidations = invalidations;
        this.shape = ResultShape.of(method);
        this.failures = failures;
        this.skipGet = ((CacheResult) method.getCacheAnnotation()).skipGet();
    }

    @Override
    public CompletableFuture<@Nullable Object> apply(Invocation invocation) throws Exception {
        GeneratedCacheKey key = parts.keys().key(invocation);
        StageCall source = new StageCall(method, invocation, shape);
        CompletableFuture<@Nullable Object> given = new CompletableFuture<>();
        CompletionStage<@Nullable Object> cached;
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

    private CompletionStage<@Nullable Object> load(Invocation invocation, Object key, StageCall source) {
        KeptStageFailures kept = failures;
        return kept == null
                ? source.value()
                : kept.load(invocation, key, source, skipGet ? Found.IS_PASSED_OVER : Found.COUNTS);
    }

    private CompletionStage<@Nullable Object> read(
            Cache<Object, Object> cache, Invocation invocation, Object key, StageCall source) {
        if (cache instanceof TenantCache<Object, Object> tenantCache) {
            return loaded(tenantCache, invocation, key, source, ResultOperation.FAILURES_OF_OTHERS);
        }
        Object cached = cache.get(key);
        return cached != null
                ? CompletableFuture.completedFuture(cached)
                : store(cache, key, load(invocation, key, source));
    }

    /**
     * What the cache has, or what is loaded.
     *
     * @param attempts how often another caller is waited for, whose failure may not be this one's
     */
    private CompletionStage<@Nullable Object> loaded(
            TenantCache<Object, Object> cache, Invocation invocation, Object key, StageCall source, int attempts) {
        if (attempts == 0) {
            return load(invocation, key, source);
        }
        KeyLoad<CompletionStage<@Nullable Object>, RuntimeException> loader =
                invalidations.watched(cache, missing -> load(invocation, missing, source));
        CompletableFuture<@Nullable Object> loaded = cache.getOrLoadAsync(
                        key, loader::load, parts.options().of(invocation))
                .toCompletableFuture();
        if (loaded.isDone() && !loaded.isCompletedExceptionally()) {
            return loaded;
        }
        return loaded.exceptionallyComposeAsync(
                failure -> isOfAnother(StageEnd.cause(failure), invocation, source)
                        ? loaded(cache, invocation, key, source, attempts - 1)
                        : CompletableFuture.failedFuture(failure),
                parts.caches().afterwards(method.getCacheName()));
    }

    private static boolean isOfAnother(@Nullable Throwable failure, Invocation invocation, StageCall source) {
        return failure instanceof SourceFailure carried && !carried.isSharedWith(invocation) && !source.hasBegun();
    }

    /** Always calls the method, and stores what its stage completes with, if no other change came in between. */
    private CompletionStage<@Nullable Object> refresh(
            Cache<Object, Object> cache, Invocation invocation, Object key, StageCall source) {
        Renewal renewal = Renewal.begin(
                method, parts, invalidations, invocation, cache, key, failures == null ? null : failures.kept());
        if (renewal.isWithTransaction()) {
            CacheTrace.record(Tier.SOURCE);
            return source.value();
        }
        if (!(cache instanceof TenantCache<Object, Object> tenantCache)) {
            return store(cache, key, load(invocation, key, source));
        }
        KeyLoad<CompletionStage<@Nullable Object>, RuntimeException> loader =
                renewal.storedIfCertain(missing -> load(invocation, missing, source));
        // Not a put: that would undo an invalidation which comes while the method runs.
        return tenantCache
                .getOrLoadAsync(key, loader::load, parts.options().of(invocation))
                .handle((value, failure) -> afterRefresh(StageEnd.cause(failure), source, renewal))
                .thenCompose(Function.identity());
    }

    /** What loaded may have been another caller: this one's method is called whatever became of that. */
    private CompletionStage<@Nullable Object> afterRefresh(
            @Nullable Throwable failure, StageCall source, Renewal renewal) {
        if (failure instanceof RuntimeException ofCache) {
            if (source.hasBegun()) {
                return CompletableFuture.failedFuture(ofCache);
            }
            parts.failures().contain(method, ofCache);
        }
        if (source.hasBegun()) {
            return source.value();
        }
        // What the other has found may be older than what the method writes, and is not to stay.
        return StageEnd.of(
                source.value(), parts.caches().afterwards(method.getCacheName()), ended -> renewal.outdateAgain());
    }

    private CompletionStage<@Nullable Object> store(
            Cache<Object, Object> cache, Object key, CompletionStage<@Nullable Object> loaded) {
        return loaded.thenApplyAsync(
                value -> {
                    if (value != null) {
                        cache.put(key, value);
                    }
                    return value;
                },
                parts.caches().threads());
    }

    private void give(
            @Nullable Object value,
            @Nullable Throwable failure,
            StageCall source,
            CompletableFuture<@Nullable Object> given) {
        try {
            if (failure instanceof RuntimeException ofCache) {
                parts.failures().contain(method, ofCache);
                giveWithoutCache(source, given);
            } else if (value != null && !shape.fits(value)) {
                parts.failures().reportType(method, value.getClass());
                giveWithoutCache(source, given);
            } else {
                settle(given, value, failure);
            }
        } catch (Throwable notContained) {
            given.completeExceptionally(notContained);
        }
    }

    private void giveWithoutCache(StageCall source, CompletableFuture<@Nullable Object> given) {
        CompletionStage<?> unused =
                source.value().whenComplete((value, failure) -> settle(given, value, StageEnd.cause(failure)));
    }

    private void settle(
            CompletableFuture<@Nullable Object> given, @Nullable Object value, @Nullable Throwable failure) {
        StageEnd.settle(
                given, shape.toResult(value), failure instanceof SourceFailure ofMethod ? ofMethod.thrown() : failure);
    }
}
