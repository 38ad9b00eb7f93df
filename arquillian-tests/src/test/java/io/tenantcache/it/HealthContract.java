package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The readiness that a server shows of two applications, of which one wants Redis to be there. */
abstract class HealthContract {

    static final String LENIENT = "lenient";
    static final String STRICT = "strict";

    private static final Redis REDIS = Redis.own();
    private static final String UP = "\"status\":\"UP\"";
    private static final String DOWN = "\"status\":\"DOWN\"";

    static WebArchive lenientArchive() {
        return Node.archive(LENIENT, "tenantcache.redis.address=" + REDIS.address() + "\n");
    }

    static WebArchive strictArchive() {
        return Node.archive(
                STRICT, "tenantcache.redis.address=" + REDIS.address() + "\ntenantcache.health.strict=true\n");
    }

    /** The lenient one of the two. */
    abstract Node lenient();

    /** How many applications beside the two the server has that use a Redis, which is another one. */
    abstract int others();

    @AfterEach
    void stop() {
        REDIS.stop();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private static int count(HttpResponse<String> response, String text) {
        String body = response.body().replaceAll("\\s", "");
        return (body.length() - body.replace(text, "").length()) / text.length();
    }

    @Test
    void readiness_withRedis_withoutIt_andWithItAgain() {
        Node node = lenient();
        int others = others();
        soon().untilAsserted(() -> requireReady(node, others));

        REDIS.stop();
        soon().untilAsserted(() -> {
            HttpResponse<String> away = node.ofServer("/health/ready");
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(count(away, "\"remote\":\"away\"")).as(away.body()).isEqualTo(2);
            assertThat(count(away, "\"near\":\"distrusted\"")).as(away.body()).isEqualTo(2);
            // That of the server as a whole, and that of the strict one.
            assertThat(count(away, DOWN)).as(away.body()).isEqualTo(2);
            assertThat(count(away, UP)).as(away.body()).isPositive();
        });
        // The application itself goes on.
        String tenant = "hooli " + UUID.randomUUID();
        assertThat(node.get("conversations/1", tenant)).isEqualTo(node.get("conversations/1", tenant));
        assertThat(node.ofServer("/health/ready").body())
                .doesNotContain("hooli")
                .doesNotContain("127.0.0.1");

        REDIS.start();
        soon().untilAsserted(() -> requireReady(node, others));
    }

    private static void requireReady(Node node, int others) {
        HttpResponse<String> present = node.ofServer("/health/ready");
        assertThat(present.statusCode()).as(present.body()).isEqualTo(200);
        assertThat(count(present, "\"remote\":\"up\"")).as(present.body()).isEqualTo(2 + others);
        assertThat(count(present, "\"breaker\":\"closed\"")).as(present.body()).isEqualTo(2 + others);
        assertThat(count(present, DOWN)).as(present.body()).isZero();
    }
}
