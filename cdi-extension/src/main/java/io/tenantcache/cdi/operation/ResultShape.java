package io.tenantcache.cdi.operation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a method returns, and what the cache keeps of it: of an {@link Optional} what it holds, so that a method that puts the
 * value shares the entry with one that finds it or not. Nothing is kept of an empty one: it is an absence, as null is.
 */
final class ResultShape {

    private final boolean isOptional;
    private final Class<?> kept;

    private ResultShape(boolean isOptional, Class<?> kept) {
        this.isOptional = isOptional;
        this.kept = kept;
    }

    /** That of the method; where it answers with a stage, of what that completes with. */
    static ResultShape of(CachedMethod method) {
        return new ResultShape(
                method.result().raw() == Optional.class,
                method.result().content().raw());
    }

    /** What is kept of that result; null for an absence. */
    @Nullable
    Object toCache(@Nullable Object result) {
        return result instanceof Optional<?> optional && isOptional ? optional.orElse(null) : result;
    }

    /** The result of which that is kept. */
    @Nullable
    Object toResult(@Nullable Object cached) {
        return isOptional ? Optional.ofNullable(cached) : cached;
    }

    /** Whether the method could have returned it. */
    boolean fits(Object cached) {
        return kept.isInstance(cached);
    }
}
