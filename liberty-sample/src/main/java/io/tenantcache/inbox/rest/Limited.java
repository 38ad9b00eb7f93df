package io.tenantcache.inbox.rest;

import io.tenantcache.cdi.RateLimited;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A resource under the limits that hold for all of the inbox; how many calls they admit is configured. */
@Stereotype
@RateLimited("all")
@RateLimited("address")
@RateLimited("user")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Limited {}
