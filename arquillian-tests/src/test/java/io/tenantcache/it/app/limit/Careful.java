package io.tenantcache.it.app.limit;

import io.tenantcache.cdi.RateLimited;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What several resources have in common. */
@Stereotype
@RequestScoped
@RateLimited(value = "careful", limit = 2, window = "1h", per = "tenant,endpoint")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Careful {}
