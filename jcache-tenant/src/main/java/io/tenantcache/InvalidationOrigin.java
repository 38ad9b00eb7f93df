package io.tenantcache;

/** Where an invalidation was issued. */
public enum InvalidationOrigin {
    /** On this node: by the application or its annotations. */
    HERE,
    /** On another node, from which this one heard of it: what changes an entry there is an invalidation here. */
    ELSEWHERE
}
