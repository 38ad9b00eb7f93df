package io.tenantcache.ratelimit;

import io.tenantcache.Tenant;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Who, or what, a limit is counted for: each has the whole limit.
 *
 * @param limit the limit
 * @param tenant whose subject it is: the same text is another subject for another tenant. {@link Tenant#SHARED} for what belongs to no
 *     tenant, such as the address of a client
 * @param subject any text, such as the id of a user; empty for a limit that has one subject. What Redis gets of it, {@code
 *     tenantcache.ratelimit.subjects} says: a digest by default
 */
public record LimitedSubject(RateLimit limit, Tenant tenant, String subject) {

    /** In UTF-16 code units. */
    private static final int LONGEST = 256;

    /** In hexadecimal digits. */
    private static final int DIGEST = 64;

    /** Checks that nothing is null. */
    public LimitedSubject {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(subject, "subject");
    }

    /**
     * The same subject in a text of a bounded length, since it is kept in memory and in names: a long one ends with its digest, and is
     * longer than any short one, so that distinct subjects stay distinct.
     */
    LimitedSubject bounded() {
        return subject.length() <= LONGEST
                ? this
                : new LimitedSubject(limit, tenant, subject.substring(0, LONGEST + 1 - DIGEST) + digest(subject));
    }

    private static String digest(String text) {
        byte[] bytes = new byte[2 * text.length()];
        ByteBuffer.wrap(bytes).asCharBuffer().put(text);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** A subject that belongs to no tenant. */
    public static LimitedSubject shared(RateLimit limit, String subject) {
        return new LimitedSubject(limit, Tenant.SHARED, subject);
    }

    /** Subjects are never printed. */
    @Override
    public String toString() {
        return "LimitedSubject[limit=" + limit.name() + "]";
    }
}
