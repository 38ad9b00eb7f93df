package io.tenantcache.inbox.dev;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** The key pair of this run: made when it is first needed, never stored. */
final class DevelopmentKeys {

    private static final int BITS = 2048;
    private static final KeyPair PAIR = generate();

    private DevelopmentKeys() {}

    /** The public key as a PEM on one line, the form that MicroProfile JWT reads from its configuration. */
    static String publicKeyPem() {
        return "-----BEGIN PUBLIC KEY-----"
                + Base64.getEncoder().encodeToString(PAIR.getPublic().getEncoded())
                + "-----END PUBLIC KEY-----";
    }

    /** The RS256 signature of the content. */
    static byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(PAIR.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot sign with RS256", e);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no RSA", e);
        }
    }
}
