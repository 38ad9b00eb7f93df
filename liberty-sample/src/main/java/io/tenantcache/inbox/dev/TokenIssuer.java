package io.tenantcache.inbox.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Issues MicroProfile JWT tokens, signed with the key of this run, to anyone: for development only. */
public final class TokenIssuer {

    /** How long a token is valid. */
    public static final Duration VALIDITY = Duration.ofHours(8);

    static final String ISSUER = "urn:tenantcache:inbox:development";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode(
            Json.createObjectBuilder().add("alg", "RS256").add("typ", "JWT").build());

    private TokenIssuer() {}

    /** A token that lets the user act for the tenant from now on for {@link #VALIDITY}. */
    public static String issue(String tenant, String user, Instant now) {
        String content = HEADER + "."
                + encode(Json.createObjectBuilder()
                        .add("iss", ISSUER)
                        .add("jti", UUID.randomUUID().toString())
                        .add("sub", user)
                        .add("upn", user)
                        .add("groups", Json.createArrayBuilder().add("agent"))
                        .add("tenant", tenant)
                        .add("iat", now.getEpochSecond())
                        .add("exp", now.plus(VALIDITY).getEpochSecond())
                        .build());
        return content + "." + BASE64.encodeToString(DevelopmentKeys.sign(content.getBytes(UTF_8)));
    }

    private static String encode(JsonObject json) {
        return BASE64.encodeToString(json.toString().getBytes(UTF_8));
    }
}
