package io.tenantcache.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The readiness that the server shows of two applications, of which one wants Redis to be there: of Payara the connector knows one at a time. */
@ArquillianTest
class LibertyHealthIT {

    private static final Redis REDIS = Redis.own();
    private static final String UP = "\"status\":\"UP\"";
    private static final String DOWN = "\"status\":\"DOWN\"";

    @ArquillianResource
    @OperateOnDeployment("lenient")
    private @Nullable URL url;

    @Deployment(name = "lenient", testable = false)
    static WebArchive lenient() {
        return Node.archive("lenient", "tenantcache.redis.address=" + REDIS.address() + "\n");
    }

    @Deployment(name = "strict", testable = false)
    static WebArchive strict() {
        return Node.archive(
                "strict", "tenantcache.redis.address=" + REDIS.address() + "\ntenantcache.health.strict=true\n");
    }

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
        Node node = new Node(requireNonNull(url));
        soon().untilAsserted(() -> requireReady(node));

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
        soon().untilAsserted(() -> requireReady(node));
    }

    private static void requireReady(Node node) {
        HttpResponse<String> present = node.ofServer("/health/ready");
        assertThat(present.statusCode()).as(present.body()).isEqualTo(200);
        assertThat(count(present, "\"remote\":\"up\"")).as(present.body()).isEqualTo(2);
        assertThat(count(present, "\"breaker\":\"closed\"")).as(present.body()).isEqualTo(2);
        assertThat(count(present, DOWN)).as(present.body()).isZero();
    }
}
