package io.tenantcache.it.app.shapes;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.cache.annotation.CacheDefaults;

/** Has a bean share the cache of {@link Names}, and its keys. */
@Stereotype
@CacheDefaults(cacheName = "shapes-names", cacheKeyGenerator = LowerCase.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NamesCached {}
