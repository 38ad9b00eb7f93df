package io.tenantcache.cdi.operation;

/** What the operation of one method is made of. */
record MethodParts(MethodKeys keys, MethodCache cache, DeployedCaches caches, CacheFailures failures) {}
