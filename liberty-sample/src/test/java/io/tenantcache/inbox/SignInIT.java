package io.tenantcache.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.inbox.dev.TokenIssuer;
import jakarta.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OwnRedis.class)
class SignInIT {

    @ParameterizedTest
    @ValueSource(strings = {"conversations", "conversations/1000000", "contacts", "contact-lists", "dashboard-stats"})
    void get_withoutToken_unauthorized(String path) {
        InboxClient.Answer answer = InboxClient.anonymous().get(path);
        answer.problem(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void get_tokenOfAnotherKey_unauthorized() {
        // This JVM's key pair is not that of the server.
        String forged = TokenIssuer.issue("acme", "Mallory", Instant.now());
        InboxClient.withToken(forged).get("conversations").problem(401);
    }

    @Test
    void get_tokenIsNoToken_unauthorized() {
        InboxClient.withToken("a.b.c").get("conversations").problem(401);
    }

    @Test
    void get_claimChangedAfterSigning_unauthorized() {
        String token =
                InboxClient.anonymous().signIn("acme", "Mallory").object().getString("access_token");
        String claimsOfGlobex =
                TokenIssuer.issue("globex", "Mallory", Instant.now()).split("\\.", -1)[1];
        String[] parts = token.split("\\.", -1);
        InboxClient.withToken(parts[0] + "." + claimsOfGlobex + "." + parts[2])
                .get("conversations")
                .problem(401);
    }

    @Test
    void token_unknownTenant_refused() {
        InboxClient.anonymous().signIn("nobody", "Alex").problem(400);
    }

    @Test
    void token_eachDemoTenant_readsItsInbox() {
        for (JsonObject tenant :
                InboxClient.anonymous().get("dev/tenants").with(200).array().getValuesAs(JsonObject.class)) {
            InboxClient.Answer page = InboxClient.of(tenant.getString("id")).get("conversations");
            assertThat(page.with(200).object().getInt("total")).isGreaterThanOrEqualTo(5_000);
        }
    }
}
