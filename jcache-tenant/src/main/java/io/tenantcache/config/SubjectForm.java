package io.tenantcache.config;

/** What the names of Redis hold of the subjects of rate limits. */
public enum SubjectForm {
    /** A digest: whoever can read the names can find out a subject by trying all that are likely. */
    DIGEST,
    /** A digest with a secret: whoever does not know the secret finds out nothing. */
    KEYED,
    /** The subjects as they are, escaped: whoever can read the names reads them. */
    PLAIN
}
