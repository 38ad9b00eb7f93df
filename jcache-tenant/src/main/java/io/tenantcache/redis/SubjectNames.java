package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantcache.codec.KeyText;
import io.tenantcache.config.LimitSubjects;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What stands in the names of Redis for the subjects of rate limits. Distinct ones have distinct texts. Thread safe. */
final class SubjectNames {

    private static final int DIGEST_BYTES = 16;
    private static final String HMAC = "HmacSHA256";

    private final UnaryOperator<String> naming;

    private SubjectNames(UnaryOperator<String> naming) {
        this.naming = naming;
    }

    /** As configured. */
    static SubjectNames of(LimitSubjects subjects) {
        return switch (subjects.form()) {
            case DIGEST -> new SubjectNames(SubjectNames::digest);
            case KEYED -> keyed(new SecretKeySpec(subjects.requiredSecret().getBytes(UTF_8), HMAC));
            case PLAIN -> new SubjectNames(KeyText::escape);
        };
    }

    private static SubjectNames keyed(SecretKeySpec secret) {
        return new SubjectNames(subject -> {
            try {
                Mac mac = Mac.getInstance(HMAC);
                mac.init(secret);
                return text(mac.doFinal(bytes(subject)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform has " + HMAC, e);
            }
        });
    }

    private static String digest(String subject) {
        try {
            return text(MessageDigest.getInstance("SHA-256").digest(bytes(subject)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Its UTF-16: a surrogate without its pair, which UTF-8 cannot hold, stays what it is. */
    private static byte[] bytes(String subject) {
        byte[] bytes = new byte[2 * subject.length()];
        ByteBuffer.wrap(bytes).asCharBuffer().put(subject);
        return bytes;
    }

    private static String text(byte[] digest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
    }

    /** What stands for that subject. */
    String of(String subject) {
        return naming.apply(subject);
    }
}
