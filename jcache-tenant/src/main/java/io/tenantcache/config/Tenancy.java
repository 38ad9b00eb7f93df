package io.tenantcache.config;

/** To whom the entries of a cache belong. */
public enum Tenancy {
    /** Each tenant has entries of its own; a call without a tenant is an error. */
    PER_TENANT,
    /** All callers share one set of entries. */
    SHARED
}
