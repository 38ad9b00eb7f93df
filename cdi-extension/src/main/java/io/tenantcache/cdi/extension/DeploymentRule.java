package io.tenantcache.cdi.extension;

/** What a deployment has to obey. The id is stable, to search for; the remedy is what to do. */
enum DeploymentRule {
    ONE_ANNOTATION(
            "TC-101",
            "Keep one of @CacheResult, @CachePut, @CacheRemove and @CacheRemoveAll; move the others to methods of their own"),
    ONE_VALUE("TC-102", "Mark exactly one parameter with @CacheValue"),
    VALUE_TO_PUT("TC-103", "Mark the parameter that holds the value with @CacheValue"),
    VALUE_OF_PUT("TC-104", "@CacheValue belongs to a method with @CachePut: remove it, or put the value"),
    VALUE_IS_NO_KEY("TC-105", "Mark a parameter with @CacheKey or with @CacheValue, not with both"),
    CACHE_NAME(
            "TC-106",
            "Name the cache with at least one character, without white space at its ends and control characters"),
    RESULT_TO_CACHE("TC-107", "Return the value that is to be cached, or remove @CacheResult"),
    CACHED_EXCEPTIONS(
            "TC-108", "Failures are not cached: remove exceptionCacheName, cachedExceptions and nonCachedExceptions"),
    INTERCEPTABLE(
            "TC-109", "Make it an instance method that is neither private nor final, and call it from another bean"),
    ANNOTATED_METHOD("TC-110", "Put the annotation on each method that it is meant for"),
    SEPARATE_RESULTS(
            "TC-111",
            "Give each a cache of its own, or set cacheKeyGenerator = io.tenantcache.cdi.MethodKeyGenerator.class on one of them"),
    KNOWN_CASCADE(
            "TC-112",
            "Correct the name; a cache that only code refers to is made known by any setting of it, such as tenantcache.caches.<name>.remote.ttl"),
    INSTANTIABLE("TC-113", "Make it a bean, exactly one of its type, or give it a constructor without parameters"),
    ONE_CACHE_TYPE("TC-114", "Inject it with the same key and value types everywhere"),
    SERVLET_FOR_HEADER(
            "TC-115", "The tenant header is read from servlet requests: remove tenantcache.tenant.header.enabled"),
    HEALTH_FOR_STRICT("TC-134", "Switch on the server's MicroProfile Health, or remove tenantcache.health.strict");

    private final String id;
    private final String remedy;

    DeploymentRule(String id, String remedy) {
        this.id = id;
        this.remedy = remedy;
    }

    String id() {
        return id;
    }

    String remedy() {
        return remedy;
    }
}
