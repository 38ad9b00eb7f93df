package io.tenantcache.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Settings of the cache of a method with {@code @CacheResult} or {@code @CachePut}, beside the method; on a class, of all such
 * methods that bear no policy of their own:
 *
 * <pre>{@code
 * @CacheResult(cacheName = "contacts")
 * @CachePolicy(ttl = "long", staleIfError = "1h", absentTtl = "30s")
 * Contact find(long id)
 * }</pre>
 *
 * <p>Each member is written as its setting is in the configuration, and means "not said" if it is empty. What the configuration
 * says of the cache by its name, {@code tenantcache.caches.<name>.}, counts instead of it; it counts instead of what the
 * configuration says of all caches. A value that the setting does not take is a problem of the deployment, and so are two
 * methods that say different things of one cache.
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CachePolicy {

    /** The longest life of an entry, {@code remote.ttl}: a duration, {@code unlimited}, or the name of a preset. */
    String ttl() default "";

    /** {@code stale.while-revalidate}: a duration or {@code off}. */
    String staleWhileRevalidate() default "";

    /** {@code stale.if-error}: a duration or {@code off}. */
    String staleIfError() default "";

    /** {@code refresh.ahead}: a percentage or {@code off}. */
    String refreshAhead() default "";

    /** {@code load.deadline}: a duration or {@code off}. */
    String loadDeadline() default "";

    /** {@code load.soft-deadline}: a duration or {@code off}. */
    String softDeadline() default "";

    /** {@code ttl.jitter}: a percentage. */
    String jitter() default "";

    /** For how long it is remembered that there is no value, {@code absent.ttl}: a duration, {@code off}, or the name of a preset. */
    String absentTtl() default "";

    /** Says of each value what it is stored with: a bean, else a class with a constructor without parameters. */
    @SuppressWarnings("rawtypes") // what it is of is checked when the application is deployed
    Class<? extends ResultPolicy> result() default ResultPolicy.class;
}
