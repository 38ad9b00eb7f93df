package io.tenantcache.inbox.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokenIssuerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void issue_namesTenantAndUser() {
        JsonObject claims = part(TokenIssuer.issue("acme", "Zoë \"Z\" Quinn", NOW), 1);
        assertThat(claims.getString("tenant")).isEqualTo("acme");
        assertThat(claims.getString("upn")).isEqualTo("Zoë \"Z\" Quinn");
        assertThat(claims.getInt("exp") - claims.getInt("iat")).isEqualTo(TokenIssuer.VALIDITY.toSeconds());
    }

    @Test
    void issue_signatureVerifies() throws GeneralSecurityException {
        String token = TokenIssuer.issue("acme", "Alex", NOW);
        assertThat(part(token, 0).getString("alg")).isEqualTo("RS256");
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        assertThat(verifies(token.substring(0, dot), signature)).isTrue();
        assertThat(verifies(token.substring(0, dot - 1), signature)).isFalse();
    }

    private static boolean verifies(String content, byte[] signature) throws GeneralSecurityException {
        String pem = DevelopmentKeys.publicKeyPem();
        byte[] encoded = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key);
        verifier.update(content.getBytes(UTF_8));
        return verifier.verify(signature);
    }

    private static JsonObject part(String token, int index) {
        byte[] decoded = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
        return Json.createReader(new StringReader(new String(decoded, UTF_8))).readObject();
    }
}
