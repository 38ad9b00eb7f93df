package io.tenantcache.cdi.ratelimit;

import io.tenantcache.cdi.RateLimited;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.annotation.CacheResult;

/**
 * A method of a bean with its limits.
 *
 * @param beanClass the bean's class; it may inherit the method
 * @param method the method
 * @param limits those of its class that it does not name itself, then its own
 * @param isCached whether a cache may answer in its place
 */
public record LimitedMethod(Class<?> beanClass, Method method, List<RateLimited> limits, boolean isCached) {

    /** Copies the limits. */
    public LimitedMethod {
        limits = List.copyOf(limits);
    }

    /**
     * With what its class and itself say.
     *
     * @param annotations its own
     */
    public static LimitedMethod of(
            Class<?> beanClass, Method method, Collection<RateLimited> ofClass, Collection<Annotation> annotations) {
        List<RateLimited> own = in(annotations);
        Set<String> ownNames = own.stream().map(RateLimited::value).collect(Collectors.toSet());
        return new LimitedMethod(
                beanClass,
                method,
                Stream.concat(ofClass.stream().filter(limit -> !ownNames.contains(limit.value())), own.stream())
                        .toList(),
                annotations.stream().anyMatch(CacheResult.class::isInstance));
    }

    /** As compiled, for a method that the container did not announce: it may have other annotations, such as that of a cache. */
    static LimitedMethod compiled(Class<?> beanClass, Method method) {
        LimitedMethod compiled = of(
                beanClass,
                method,
                in(Arrays.asList(beanClass.getAnnotations())),
                Arrays.asList(method.getAnnotations()));
        return new LimitedMethod(beanClass, method, compiled.limits(), true);
    }

    /** The limits among those annotations. */
    public static List<RateLimited> in(Collection<Annotation> annotations) {
        return annotations.stream()
                .flatMap(annotation -> annotation instanceof RateLimited.Several several
                        ? Arrays.stream(several.value())
                        : annotation instanceof RateLimited one ? Stream.of(one) : Stream.empty())
                .toList();
    }

    /** What a call counts for. */
    public long permits() {
        return limits.stream().mapToLong(RateLimited::permits).max().orElse(1);
    }

    /** The bean and the method, without its parameters' names. */
    @Override
    public String toString() {
        return beanClass.getName() + "." + method.getName();
    }
}
