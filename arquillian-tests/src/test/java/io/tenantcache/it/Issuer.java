package io.tenantcache.it;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Signs tokens with a key of this JVM, which the deployed applications trust. */
final class Issuer {

    private static final Issuer SHARED = new Issuer();
    private static final String NAME = "https://issuer.example.com";

    private final KeyPair keys;

    private Issuer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Issuer shared() {
        return SHARED;
    }

    /** What makes an application trust this issuer. */
    String configuration() {
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return """
                mp.jwt.verify.issuer=%s
                mp.jwt.verify.publickey=-----BEGIN PUBLIC KEY-----\\n%s\\n-----END PUBLIC KEY-----
                """.formatted(NAME, key);
    }

    /** A token of that tenant, for a caller of that one role. */
    String token(String tenant, String role) {
        return tokenOf("caller", role, tenant);
    }

    /** A token for a caller of that name. */
    String tokenOf(String name, String role, String tenant) {
        long now = Instant.now().getEpochSecond();
        String header = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        String claims = encoded("""
                {"iss":"%s","jti":"%s","sub":"%s","upn":"%s","groups":["%s"],"iat":%d,"exp":%d,"tenant":"%s"}""".formatted(NAME, UUID.randomUUID(), name, name, role, now, now + 300, tenant));
        return header + "." + claims + "." + signature(header + "." + claims);
    }

    private String signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return encoded(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
