package io.tenantcache.cdi.operation;

import io.tenantcache.cdi.CachePolicy;
import io.tenantcache.cdi.ResultPolicy;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/**
 * An intercepted method, with what its annotations and the {@code @CacheDefaults} of its bean say. Immutable.
 *
 * @see <a href="https://github.com/jsr107/jsr107spec">JSR-107 1.1, chapter 10</a>
 */
public final class CachedMethod implements CacheMethodDetails<Annotation> {

    private final MethodDeclaration declaration;
    private final CachingAnnotation annotation;
    private final String cacheName;
    private final int[] keyPositions;
    private final int valuePosition;
    private final ResolvedType returned;

    private CachedMethod(MethodDeclaration declaration, CachingAnnotation annotation) {
        this.declaration = declaration;
        this.annotation = annotation;
        this.cacheName = named(annotation.cacheName(), declaration);
        this.valuePosition = declaration.parametersWith(CacheValue.class).stream()
                .findFirst()
                .orElse(-1);
        this.keyPositions = keyPositions(declaration, valuePosition);
        this.returned = ResolvedType.of(declaration.method().getGenericReturnType(), declaration.beanClass());
    }

    /** The metadata of that method; empty if it has no caching annotation. Of several the first is taken. */
    public static Optional<CachedMethod> of(MethodDeclaration declaration) {
        return declaration.cachingAnnotations().stream().findFirst().map(first -> new CachedMethod(declaration, first));
    }

    private static String named(String ownName, MethodDeclaration declaration) {
        if (!ownName.isEmpty()) {
            return ownName;
        }
        CacheDefaults defaults = declaration.defaults();
        return defaults == null || defaults.cacheName().isEmpty() ? declaration.signature() : defaults.cacheName();
    }

    private static int[] keyPositions(MethodDeclaration declaration, int valuePosition) {
        List<Integer> marked = declaration.parametersWith(CacheKey.class);
        if (!marked.isEmpty()) {
            return marked.stream().mapToInt(Integer::intValue).toArray();
        }
        return IntStream.range(0, declaration.method().getParameterCount())
                .filter(position -> position != valuePosition)
                .toArray();
    }

    /** The method with its annotations. */
    public MethodDeclaration declaration() {
        return declaration;
    }

    /** The annotation that makes it intercepted. */
    public CachingAnnotation annotation() {
        return annotation;
    }

    /** Whether neither the annotation nor the bean's defaults name the cache. */
    public boolean hasDefaultCacheName() {
        return cacheName.equals(declaration.signature());
    }

    /** When a call of it is over. */
    public Completion completion() {
        return Completion.of(returned.raw());
    }

    /** The type of its result; where it answers with a stage, of what that completes with. */
    public ResolvedType result() {
        if (completion() != Completion.STAGE) {
            return returned;
        }
        return returned.arguments().stream()
                .findFirst()
                .orElseGet(() -> ResolvedType.of(Object.class, declaration.beanClass()));
    }

    /** The positions of the parameters that make the key. */
    public IntStream keyPositions() {
        return IntStream.of(keyPositions);
    }

    /** The position of the parameter that holds the value; -1 if there is none. */
    public int valuePosition() {
        return valuePosition;
    }

    /** The application's generator of keys; empty for the default one. */
    public Optional<Class<? extends CacheKeyGenerator>> keyGenerator() {
        CacheDefaults defaults = declaration.defaults();
        Class<? extends CacheKeyGenerator> own = annotation.keyGenerator();
        Class<? extends CacheKeyGenerator> chosen =
                own == CacheKeyGenerator.class && defaults != null ? defaults.cacheKeyGenerator() : own;
        return chosen == CacheKeyGenerator.class ? Optional.empty() : Optional.of(chosen);
    }

    /** The cache of what the method throws; empty if that is not kept. */
    public Optional<String> exceptionCacheName() {
        return annotation.annotation() instanceof CacheResult result
                        && !result.exceptionCacheName().isEmpty()
                ? Optional.of(result.exceptionCacheName())
                : Optional.empty();
    }

    /** The tags that it gives or outdates, as they are written. */
    public List<String> tags() {
        return declaration.tags();
    }

    /** Whether it stores values. */
    public boolean isStoring() {
        return declaration.isStoring();
    }

    /** What it says of the cache in which it stores; empty if it says nothing. */
    public Optional<CachePolicy> policy() {
        return isStoring() ? declaration.policy() : Optional.empty();
    }

    /** What says of each value what it is stored with; empty if nothing does. */
    public Optional<Class<?>> resultPolicy() {
        return policy().<Class<?>>map(CachePolicy::result).filter(type -> type != ResultPolicy.class);
    }

    /** The application's choice of caches; empty for the cache of {@link #getCacheName()}. */
    public Optional<Class<? extends CacheResolverFactory>> resolverFactory() {
        CacheDefaults defaults = declaration.defaults();
        Class<? extends CacheResolverFactory> own = annotation.resolverFactory();
        Class<? extends CacheResolverFactory> chosen =
                own == CacheResolverFactory.class && defaults != null ? defaults.cacheResolverFactory() : own;
        return chosen == CacheResolverFactory.class ? Optional.empty() : Optional.of(chosen);
    }

    @Override
    public Method getMethod() {
        return declaration.method();
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return declaration.annotations();
    }

    @Override
    public Annotation getCacheAnnotation() {
        return annotation.annotation();
    }

    @Override
    public String getCacheName() {
        return cacheName;
    }

    /** The annotation and the method. */
    @Override
    public String toString() {
        return annotation.shortName() + " " + declaration.beanSignature();
    }

    @Nullable
    CachedParameter parameter(int position, @Nullable Object[] values) {
        return position < 0 ? null : new CachedParameter(declaration, position, values[position]);
    }
}
