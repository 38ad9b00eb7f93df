package io.tenantcache.cdi.operation;

import io.tenantcache.TenantCache;
import io.tenantcache.cdi.operation.KeptFailures.Found;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** What the stages of a method fail with, kept as {@link KeptFailures} are; no thread waits for any of it. */
final class KeptStageFailures {

    private final CachedMethod method;
    private final MethodParts parts;
    private final KeptFailures kept;

    KeptStageFailures(CachedMethod method, MethodParts parts, KeptFailures kept) {
        this.method = method;
        this.parts = parts;
        this.kept = kept;
    }

    /** Where they are kept. */
    KeptFailures kept() {
        return kept;
    }

    /** What the method's stage completes with; fails with what it fails with, or has failed with before, in a {@link SourceFailure}. */
    CompletionStage<@Nullable Object> load(Invocation invocation, Object key, StageCall source, Found found) {
        CompletionStage<@Nullable Object> failure;
        try {
            failure = find(kept.cacheOf(invocation), key, source);
        } catch (RuntimeException ofCache) {
            failure = CompletableFuture.failedFuture(ofCache);
        }
        return failure.handle((thrown, ofCache) -> answer(invocation, thrown, StageEnd.cause(ofCache), source, found))
                .thenCompose(Function.identity());
    }

    private CompletionStage<@Nullable Object> answer(
            Invocation invocation,
            @Nullable Object thrown,
            @Nullable Throwable failure,
            StageCall source,
            Found found) {
        if (failure instanceof RuntimeException ofCache) {
            try {
                parts.failures().contain(method, ofCache);
            } catch (RuntimeException notContained) {
                return CompletableFuture.failedFuture(notContained);
            }
        }
        boolean counts = !source.hasBegun() && found == Found.COUNTS;
        if (thrown != null && counts && kept.accepts(thrown)) {
            return CompletableFuture.failedFuture(
                    SourceFailure.ofKept(invocation, KeptFailures.withTrace((Throwable) thrown)));
        }
        return source.value();
    }

    /** What is kept, else what the method's stage fails with now and is to be kept; null if it does not fail. */
    private CompletionStage<@Nullable Object> find(Cache<Object, Object> failuresOfKeys, Object key, StageCall source) {
        if (failuresOfKeys instanceof TenantCache<Object, Object> tenantCache) {
            return tenantCache.getOrLoadAsync(key, missing -> thrownBy(source), KeptFailures.OPTIONS);
        }
        Object found = failuresOfKeys.get(key);
        return found != null ? CompletableFuture.completedFuture(found) : store(failuresOfKeys, key, thrownBy(source));
    }

    private CompletionStage<@Nullable Object> store(
            Cache<Object, Object> failuresOfKeys, Object key, CompletionStage<@Nullable Object> thrown) {
        return thrown.thenApplyAsync(
                failure -> {
                    if (failure != null) {
                        failuresOfKeys.put(key, failure);
                    }
                    return failure;
                },
                parts.caches().threads());
    }

    private CompletionStage<@Nullable Object> thrownBy(StageCall source) {
        CompletableFuture<@Nullable Object> thrown = new CompletableFuture<>();
        CompletionStage<?> unused = source.value().whenComplete((value, failure) -> {
            Throwable carried = StageEnd.cause(failure);
            Throwable cause = carried instanceof SourceFailure ofMethod ? ofMethod.thrown() : carried;
            boolean isRefusal = carried instanceof SourceFailure ofMethod && ofMethod.isRefusal();
            boolean isKept = cause != null && !isRefusal && kept.keeps(cause);
            StageEnd.settle(thrown, isKept ? cause : null, isKept ? null : carried);
        });
        return thrown;
    }
}
