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
    FAILURES_TO_CACHE(
            "TC-116",
            "`cachedExceptions` or `nonCachedExceptions` without `exceptionCacheName`.",
            "Name their cache with exceptionCacheName, or remove cachedExceptions and nonCachedExceptions"),
    FAILURES_APART(
            "TC-117",
            "An `exceptionCacheName` names a cache of values.",
            "Give what methods throw a cache in which no method stores values"),
    ONE_POLICY(
            "TC-118",
            "Methods of one cache have different `@CachePolicy`.",
            "Say the same on both, say it on one of them, or remove it and set tenantcache.caches.<name>. in the configuration"),
    POLICY_TO_STORE(
            "TC-119",
            "`@CachePolicy` where nothing is stored.",
            "Put @CachePolicy on a method with @CacheResult or @CachePut, or on a class with one"),
    TAGGED_METHOD(
            "TC-120",
            "`@CacheTag` on `@CacheRemoveAll`, or without a caching annotation.",
            "Put @CacheTag on a method with @CacheResult, @CachePut or @CacheRemove; @CacheRemoveAll outdates all tags"),
    TAG_TEMPLATE(
            "TC-121",
            "A `@CacheTag` that cannot be made: malformed, or of what is not there.",
            "Between braces stands a parameter, by name (compiled with -parameters) or position, or result, and after a dot each"
                    + " its properties: components of records, getters or fields"),
    RESULT_POLICY_TYPE(
            "TC-122",
            "A `ResultPolicy` of another type than the method stores.",
            "Name a ResultPolicy of what the method stores"),
    POLICY_OF_CHOSEN_CACHE(
            "TC-123",
            "A `@CachePolicy` for a cache that a `cacheResolverFactory` chooses.",
            "Set tenantcache.caches.<name>. in the configuration for each cache that the resolver chooses; result is all that a"
                    + " policy can say here"),
    SEPARATE_FAILURES(
            "TC-124",
            "Methods of different caches share a cache of exceptions and the types of their keys.",
            "Give what each throws a cache of its own, or set cacheKeyGenerator = io.tenantcache.cdi.MethodKeyGenerator.class on one of them"),
    STORABLE(
            "TC-125",
            "A result, value or key is of a type that cannot be stored.",
            "Cache what it is made of, take it out of the key, or allow its class with tenantcache.codec.allow"),
    KNOWN_END(
            "TC-126",
            "A method returns a `Future` that does not tell when it is done, or a stage of a class of its own.",
            "Return a CompletionStage, a CompletableFuture or the value itself"),
    ASYNCHRONOUS_OBSERVER(
            "TC-128",
            "An observer of `InvalidationEvent` that is not asynchronous: it would never be told.",
            "They are told asynchronously: observe InvalidationEvent with @ObservesAsync"),
    HEALTH_FOR_STRICT(
            "TC-134",
            "Strict health without MicroProfile Health.",
            "Switch on the server's MicroProfile Health, or remove tenantcache.health.strict"),
    PATTERN_OF_SOURCE(
            "TC-137",
            "A source of tenants has no pattern.",
            "Say with that setting where the tenant stands, or take the source off the list"),
    TENANT_SOURCE(
            "TC-138",
            "A warning: caches are kept per tenant, and nothing tells the tenant but `TenantContext`.",
            "Write a TenantResolver bean, let the server verify MicroProfile JWTs, or add a source to tenantcache.tenant.sources; it is none if TenantContext is all there is to be"),
    CONFIGURED_TAG(
            "TC-140",
            "A method cannot make a tag that the configuration gives its cache.",
            "Write a tag that all methods of the cache can make, or remove the setting and put @CacheTag on each of them"),
    TAGS_IN_USE(
            "TC-141",
            "A warning: the configuration gives tags to a cache that no annotated method of that kind uses.",
            "Correct the name of the cache, or remove the setting"),
    JWT_FOR_SOURCE(
            "TC-142",
            "`tenantcache.tenant.sources` names `token` without MicroProfile JWT.",
            "Switch on the server's MicroProfile JWT, or take the source off the list"),
    LISTED_SOURCE(
            "TC-143",
            "A warning: a setting of a source of tenants that is not asked.",
            "Name its source in tenantcache.tenant.sources, or remove the setting"),
    NAMED_CACHE(
            "TC-144",
            "A warning: a method with `@CachePut`, `@CacheRemove` or `@CacheRemoveAll` names no cache.",
            "Set cacheName, or @CacheDefaults on the class"),
    SHARED_RESULTS(
            "TC-145",
            "A warning: methods whose results may be the same share a cache and the types of their keys.",
            "If that is not meant, give each a cache of its own, or set cacheKeyGenerator ="
                    + " io.tenantcache.cdi.MethodKeyGenerator.class on one of them"),
    LIMIT_NAME(
            "TC-150",
            "The name of a rate limit has other characters than letters, digits, dots, underscores and hyphens, or is too long.",
            "Name the limit with 1 to 100 of the characters a-z, A-Z, 0-9, ., _ and -: header fields and settings hold it"),
    WHOLE_LIMIT(
            "TC-151",
            "A rate limit without its number of calls or its window.",
            "Say limit and window in one @RateLimited of that name, or as tenantcache.ratelimit.<name>.limit and .window"),
    ONE_LIMIT(
            "TC-152",
            "Two `@RateLimited` of one name say different things.",
            "Say what the limit is in one place, and its name alone elsewhere; or give the other limit another name"),
    LIMIT_PERMITS(
            "TC-153",
            "A call counts for what no limit can admit, or for two different numbers.",
            "Let permits be from 1 to the smallest limit of the method, and the same wherever it is said"),
    LIMIT_KEY(
            "TC-154",
            "A key of `@RateLimited` that cannot be made.",
            "Between braces stands a parameter, by name (compiled with -parameters) or position, and after a dot each its"
                    + " properties: components of records, getters or fields"),
    SERVLET_FOR_LIMIT(
            "TC-155",
            "A rate limit for each user or address, without the servlet API.",
            "Count it for each tenant or for all, or with a key"),
    ONE_PLAN(
            "TC-156",
            "Several beans of `RateLimitPlan`.",
            "Keep one, and have it ask the others; or make all but one of them disabled alternatives"),
    LIMIT_OF_STEREOTYPE(
            "TC-158",
            "`@RateLimited` on a stereotype: not every container calls the limit then.",
            "Put @RateLimited on the class itself"),
    USED_LIMIT(
            "TC-157",
            "A warning: the configuration has a rate limit that no `@RateLimited` names.",
            "Correct the name, or remove its settings");

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

    /**
     * The message that it is not obeyed.
     *
     * @param where the method, class or setting
     * @param what the fault, a phrase
     */
    String message(Object where, String what) {
        return id + " " + where + " " + what + ". " + remedy + ".";
    }
}
