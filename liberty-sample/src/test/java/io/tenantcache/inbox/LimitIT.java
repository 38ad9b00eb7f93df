package io.tenantcache.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.inbox.InboxClient.Answer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** How often the inbox may be called. The users are those of initech, for whom the limit is that of production. */
@ExtendWith(OwnRedis.class)
class LimitIT {

    private static final int SIGN_INS = 10;
    private static final int CALLS_OF_A_USER = 200;
    private static final String SIGN_IN_JSON = "{\"tenant\":\"initech\",\"user\":\"Alex\"}";

    /** What is counted before the server has found Redis, or found it again, is not counted there. */
    @BeforeEach
    void awaitRedis() {
        InboxClient acme = InboxClient.of("acme");
        await("Redis is read")
                .atMost(Duration.ofSeconds(60))
                .until(() -> acme.get("contact-lists").with(200).tier().equals("remote"));
    }

    @Test
    void signIn_eleventh_refusedAndToldWhy() {
        String address = InboxClient.ownAddress();
        InboxClient client = InboxClient.anonymous().from(address);
        for (int i = 1; i <= SIGN_INS; i++) {
            Answer answer = signIn(client).with(200);
            assertThat(remaining("sign-in", answer)).isEqualTo(SIGN_INS - i);
        }

        Answer refused = signIn(client);

        JsonObject problem = refused.problem(429);
        assertThat(problem.getString("type")).endsWith("#quota-exceeded");
        assertThat(violated(problem)).isEqualTo("sign-in");
        assertThat(refused.response().body()).doesNotContain(address, "initech");
        long seconds = Long.parseLong(refused.header("Retry-After"));
        assertThat(seconds).isBetween(1L, 300L);
        assertThat(refused.header("RateLimit-Policy")).contains("\"sign-in\";q=10;w=300");
        assertThat(refused.header("RateLimit")).contains("\"sign-in\";r=0;t=" + seconds);
        assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("10");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(signIn(client).problem(429).getString("detail"))
                .as("refused from memory")
                .contains("sign-in");
    }

    @Test
    void signIn_otherAddress_unaffected() {
        exhaustSignIns(InboxClient.anonymous().from(InboxClient.ownAddress()));
        signIn(InboxClient.anonymous().from(InboxClient.ownAddress())).with(200);
    }

    @Test
    void signIn_failing_counts() {
        InboxClient client = InboxClient.anonymous().from(InboxClient.ownAddress());
        for (int i = 1; i <= SIGN_INS; i++) {
            client.signIn("nobody", "Alex").problem(400);
        }
        client.signIn("nobody", "Alex").problem(429);
    }

    /** A proxy adds the address of its client behind what the client has written itself. */
    @Test
    void signIn_addressForgedBehindTheProxy_neitherEvadesNorBlames() {
        String own = InboxClient.ownAddress();
        String blamed = InboxClient.ownAddress();
        for (int i = 1; i <= SIGN_INS; i++) {
            String forged = i % 2 == 0 ? blamed : InboxClient.ownAddress();
            signIn(InboxClient.anonymous().from(forged + ", " + own)).with(200);
        }
        signIn(InboxClient.anonymous().from(InboxClient.ownAddress() + ", " + own))
                .problem(429);
        Answer ofTheBlamed = signIn(InboxClient.anonymous().from(blamed)).with(200);
        assertThat(remaining("sign-in", ofTheBlamed)).isEqualTo(SIGN_INS - 1);
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            disabledReason = "Other systems have one loopback address: a peer that is no proxy needs two")
    void signIn_peerIsNoProxy_headerIsNotLookedAt() throws IOException {
        for (int i = 1; i <= SIGN_INS; i++) {
            assertThat(signInPastTheProxy(InboxClient.ownAddress())).isEqualTo(200);
        }
        assertThat(signInPastTheProxy(InboxClient.ownAddress())).isEqualTo(429);
    }

    @Test
    void call_overTheUsersLimit_refusedFromEveryAddress() {
        String user = "Busy Agent " + System.nanoTime();
        InboxClient busy = InboxClient.of("initech", user);
        for (int i = 1; i <= CALLS_OF_A_USER; i++) {
            Answer answer = busy.get("contact-lists").with(200);
            assertThat(remaining("user", answer)).isBetween(CALLS_OF_A_USER - i, CALLS_OF_A_USER - 1);
        }
        Answer refused = busy.get("contact-lists");
        assertThat(violated(refused.problem(429))).isEqualTo("user");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 600L);

        InboxClient.of("initech", "Other Agent").get("contact-lists").with(200);
        InboxClient.of("globex", user).get("contact-lists").with(200);
    }

    @Test
    void call_overTheAddresssLimit_refused() {
        InboxClient client = InboxClient.of("acme").from(InboxClient.ownAddress());
        Answer answer = client.get("contact-lists").with(200);
        assertThat(answer.header("RateLimit-Policy"))
                .isEqualTo("\"all\";q=1000000;w=60, \"address\";q=20;w=20, \"user\";q=1000000;w=600");
        for (int sent = 1; answer.status() == 200; sent++) {
            assertThat(sent).isLessThan(1_000);
            answer = client.get("contact-lists");
        }
        assertThat(violated(answer.problem(429))).isEqualTo("address");
        InboxClient.of("acme").get("contact-lists").with(200);
    }

    @Test
    void signIn_redisDiesInTheMidst_theServerCountsByItself(OwnRedis.Server redis) {
        InboxClient client = InboxClient.anonymous().from(InboxClient.ownAddress());
        signIn(client).with(200);
        redis.kill();
        try {
            // The server does not know what Redis has counted.
            exhaustSignIns(client);
        } finally {
            redis.restart();
        }
        awaitRedis();
        assertThat(remaining(
                        "sign-in",
                        signIn(InboxClient.anonymous().from(InboxClient.ownAddress()))
                                .with(200)))
                .isEqualTo(SIGN_INS - 1);
    }

    private static void exhaustSignIns(InboxClient client) {
        for (int i = 1; i <= SIGN_INS; i++) {
            signIn(client).with(200);
        }
        signIn(client).problem(429);
    }

    private static Answer signIn(InboxClient client) {
        return client.post("dev/token", SIGN_IN_JSON);
    }

    /** The status of a sign-in from 127.0.0.2, which is nobody's proxy, but says that it was. */
    private static int signInPastTheProxy(String forged) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0.2", 0));
            socket.connect(new InetSocketAddress(InboxClient.ROOT.getHost(), InboxClient.ROOT.getPort()), 10_000);
            socket.setSoTimeout(30_000);
            String request = String.join(
                    "\r\n",
                    "POST /api/dev/token HTTP/1.1",
                    "Host: " + InboxClient.ROOT.getAuthority(),
                    "Content-Type: application/json",
                    "Content-Length: " + SIGN_IN_JSON.length(),
                    InboxClient.FORWARDED_FOR + ": " + forged,
                    "Connection: close",
                    "",
                    SIGN_IN_JSON);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 ");
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
        }
    }

    private static int remaining(String limit, Answer answer) {
        Matcher state = Pattern.compile("\"" + limit + "\";r=(\\d+)").matcher(answer.header("RateLimit"));
        assertThat(state.find()).as(answer.header("RateLimit")).isTrue();
        return Integer.parseInt(state.group(1));
    }

    private static String violated(JsonObject problem) {
        return problem.getJsonArray("violated-policies").getValuesAs(JsonString::getString).stream()
                .collect(Collectors.joining(","));
    }
}
