package io.tenantcache.cdi;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits how often a method of a bean is called, over all nodes; on a class, each of its methods:
 *
 * <pre>{@code
 * @RateLimited(value = "sign-in", limit = 10, window = "5m", per = "ip")
 * @RateLimited(value = "all", limit = 1000, window = "1m")
 * Session signIn(Credentials credentials)
 * }</pre>
 *
 * <p>All limits of a method, those of its class among them, are decided together before it is called: each of them counts the call, or
 * none. A call that is refused ends with a {@link io.tenantcache.ratelimit.RateLimitExceededException}, also where the method returns a
 * stage; that fails with it if the cache had to be asked first. A REST resource answers 429 then. What is decided without Redis is
 * {@code whenAway}.
 *
 * <p>A limit is known by its name. Its members are written as their settings are in the configuration and mean "not said" if they are
 * empty; what the configuration says, {@code tenantcache.ratelimit.<name>.}, counts instead of them. The same name elsewhere is the same
 * limit, and the same counters: it need not be said again what it is, and must not be said otherwise. A {@link RateLimitPlan} gives tenants
 * limits of their own.
 *
 * <p>It stands outside of the caches, so that what they answer is counted too, unless {@code countHits} is {@code false}, and outside of
 * transactions. It is called with priority 140 of the interceptors: what checks access with a lower one is asked before it.
 */
@Inherited
@Documented
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(RateLimited.Several.class)
public @interface RateLimited {

    /** The name of the limit: letters, digits, dots, underscores and hyphens, as it stands in the header fields of responses. */
    @Nonbinding
    String value();

    /** How many calls are admitted within the window; 0 if it is not said here. */
    @Nonbinding
    long limit() default 0;

    /** How long the window is, such as {@code 1m}. */
    @Nonbinding
    String window() default "";

    /**
     * For whom it is counted apart: {@code ip}, {@code user}, {@code tenant}, {@code endpoint} (the method), several of them separated by
     * commas, or {@code global}: all together, which is the default.
     *
     * <p>A user is counted within its tenant, and a caller who is not signed in by its address. Calls that no HTTP request led to have no
     * address: they are counted together.
     */
    @Nonbinding
    String per() default "";

    /** What is decided while Redis is away: {@code local}, the default, {@code allow} or {@code deny}. */
    @Nonbinding
    String whenAway() default "";

    /**
     * {@code false} for a method with {@code @CacheResult} of which only those calls are counted that the cache does not answer. Where a
     * method has such a limit, its limits are decided when the method is about to be called, all of them together; those that count what
     * a cache answers, once it has.
     */
    @Nonbinding
    String countHits() default "";

    /**
     * What else it is counted apart for, here: a template of the arguments as in {@link CacheTag}, such as <code>{account.id}</code>. A
     * part that is null counts as an empty text.
     */
    @Nonbinding
    String key() default "";

    /** What a call counts for, under all limits of the method: 1, or the same number in each of its annotations that say one. */
    @Nonbinding
    long permits() default 1;

    /** Several limits. */
    @Inherited
    @Documented
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface Several {

        /** The limits. */
        @Nonbinding
        RateLimited[] value();
    }
}
