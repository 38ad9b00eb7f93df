package io.tenantcache.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of the cache to inject, as a {@link javax.cache.Cache} or a {@link io.tenantcache.TenantCache} of any key and
 * value types:
 *
 * <pre>{@code
 * @Inject
 * @CacheName("conversations")
 * TenantCache<String, Conversation> conversations;
 * }</pre>
 *
 * <p>The cache is made from the configuration when it is first used, not when it is injected. Its entries are those of
 * the tenant for which the calling thread works. A name that is injected with conflicting types is an error of the
 * deployment.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface CacheName {

    /** The cache's name. */
    String value();

    /** A name given in code: {@code instance.select(new CacheName.Literal("conversations"))}. */
    final class Literal extends AnnotationLiteral<CacheName> implements CacheName {

        private static final long serialVersionUID = 1L;

        private final String value;

        /** The qualifier of that cache. */
        public Literal(String value) {
            this.value = value;
        }

        @Override
        public String value() {
            return value;
        }
    }
}
