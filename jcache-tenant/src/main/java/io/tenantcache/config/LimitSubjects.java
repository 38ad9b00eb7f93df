package io.tenantcache.config;

import org.jspecify.annotations.Nullable;

/**
 * How subjects of rate limits are written in the names of Redis: the same on all nodes, which do not share their counters otherwise.
 *
 * @param form what is written
 * @param secret of {@link SubjectForm#KEYED}, and of no other form; never printed
 */
public record LimitSubjects(SubjectForm form, @Nullable String secret) {

    /** What holds where nothing is configured. */
    public static LimitSubjects defaults() {
        return new LimitSubjects(Settings.LIMIT_SUBJECTS.requiredDefault(), null);
    }

    /**
     * The secret of those that are keyed.
     *
     * @throws IllegalStateException if there is none
     */
    public String requiredSecret() {
        if (secret == null) {
            throw new IllegalStateException(Settings.LIMIT_SECRET + " is not set");
        }
        return secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LimitSubjects[form=" + form + "]";
    }
}
