package io.tenantcache;

/** Why an entry left memory of itself. */
public enum EvictionCause {
    /** It lived, and had to make room. */
    SIZE,
    /** Its life was over. */
    EXPIRED,
    /** Its tag, its cache or its tenant had been invalidated. */
    OUTDATED
}
