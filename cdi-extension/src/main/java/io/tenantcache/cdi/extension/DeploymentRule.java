package io.tenantcache.cdi.extension;

/** What a deployment has to obey. The id is stable, to search for; the remedy is what to do, a phrase. */
enum DeploymentRule {
    ONE_ANNOTATION(
            "TC-101",
            "A method has two caching annotations.",
            "Keep one of @CacheResult, @CachePut, @CacheRemove and @CacheRemoveAll; move the others to methods of their own"),
    ONE_VALUE(
            "TC-102", "A method has several `@CacheValue` parameters.", "Mark exactly one parameter with @CacheValue"),
    VALUE_TO_PUT(
            "TC-103",
            "`@CachePut` without a `@CacheValue` parameter.",
            "Mark the parameter that holds the value with @CacheValue"),
    VALUE_OF_PUT(
            "TC-104",
            "A `@CacheValue` parameter without `@CachePut`.",
            "@CacheValue belongs to a method with @CachePut: remove it, or put the value"),
    VALUE_IS_NO_KEY(
            "TC-105",
            "A parameter is both `@CacheKey` and `@CacheValue`.",
            "Mark a parameter with @CacheKey or with @CacheValue, not with both"),
    CACHE_NAME(
            "TC-106",
            "The name of a cache is blank, or has control characters or white space at its ends.",
            "Name the cache with at least one character, without white space at its ends and control characters"),
    RESULT_TO_CACHE(
            "TC-107",
            "`@CacheResult` on a method without a result.",
            "Return the value that is to be cached, or remove @CacheResult"),
    CACHED_EXCEPTIONS(
            "TC-108",
            "`exceptionCacheName`, `cachedExceptions` or `nonCachedExceptions`.",
            "Failures are not cached: remove exceptionCacheName, cachedExceptions and nonCachedExceptions"),
    INTERCEPTABLE(
            "TC-109",
            "An annotated method that cannot be intercepted.",
            "Make it an instance method that is neither private nor final, and call it from another bean"),
    ANNOTATED_METHOD(
            "TC-110", "A caching annotation on a class.", "Put the annotation on each method that it is meant for"),
    SEPARATE_RESULTS(
            "TC-111",
            "Methods with unrelated results share a cache and the types of their keys.",
            "Give each a cache of its own, or set cacheKeyGenerator = io.tenantcache.cdi.MethodKeyGenerator.class on one of them"),
    KNOWN_CASCADE(
            "TC-112",
            "A cascade names a cache that nothing uses.",
            "Correct the name; a cache that only code refers to is made known by any setting of it, such as tenantcache.caches.<name>.remote.ttl"),
    INSTANTIABLE(
            "TC-113",
            "A key generator or cache resolver that cannot be made.",
            "Make it a bean, exactly one of its type, or give it a constructor without parameters"),
    ONE_CACHE_TYPE(
            "TC-114",
            "A cache is injected with different types.",
            "Inject it with the same key and value types everywhere"),
    SERVLET_FOR_SOURCE(
            "TC-115",
            "A source of tenants needs the servlet API, which is not there.",
            "It is read from servlet requests: take it off the list"),
    PATTERN_OF_SOURCE(
            "TC-137",
            "A source of tenants has no pattern.",
            "Say with that setting where the tenant stands, or take the source off the list"),
    TENANT_SOURCE(
            "TC-138",
            "A warning: caches are kept per tenant, and nothing tells the tenant but `TenantContext`.",
            "Write a TenantResolver bean, let the server verify MicroProfile JWTs, or add a source to tenantcache.tenant.sources; it is none if TenantContext is all there is to be");

    private final String id;
    private final String meaning;
    private final String remedy;

    DeploymentRule(String id, String meaning, String remedy) {
        this.id = id;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    String id() {
        return id;
    }

    /** What is wrong, for the documentation. */
    String meaning() {
        return meaning;
    }

    String remedy() {
        return remedy;
    }
}
