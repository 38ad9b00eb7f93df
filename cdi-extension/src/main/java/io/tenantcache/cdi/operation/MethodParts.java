package io.tenantcache.cdi.operation;

/** What the operation of one method is made of. */
record MethodParts(
        MethodKeys keys, MethodCache cache, MethodOptions options, DeployedCaches caches, CacheFailures failures) {}
