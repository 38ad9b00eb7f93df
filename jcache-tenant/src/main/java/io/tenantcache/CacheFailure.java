package io.tenantcache;

/** What can fail in a cache without failing its caller. */
public enum CacheFailure {
    /** Redis did not answer in time, or refused. */
    REMOTE,
    /** An entry in Redis could not be decoded, and counted as absent. */
    DECODING,
    /** A value could not be encoded, and was not stored. */
    ENCODING
}
