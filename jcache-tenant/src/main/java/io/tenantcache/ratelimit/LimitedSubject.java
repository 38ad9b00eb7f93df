package io.tenantcache.ratelimit;

import io.tenantcache.Tenant;
import java.util.Objects;

/**
 * Who, or what, a limit is counted for: each has the whole limit.
 *
 * @param limit the limit
 * @param tenant whose subject it is: the same text is another subject for another tenant. {@link Tenant#SHARED} for what belongs to no
 *     tenant, such as the address of a client
 * @param subject any text, such as the id of a user; empty for a limit that has one subject. Redis gets a digest of it
 */
public record LimitedSubject(RateLimit limit, Tenant tenant, String subject) {

    /** Checks that nothing is null. */
    public LimitedSubject {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(subject, "subject");
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
