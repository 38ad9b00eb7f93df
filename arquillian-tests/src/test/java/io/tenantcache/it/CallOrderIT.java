package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicReference;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache stands inside of security, and outside of transactions, of retries and of timeouts. */
@ArquillianTest
class CallOrderIT extends ApplicationOverRedis {

    private static final String APPLICATION = "order";

    CallOrderIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive(APPLICATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "bean"})
    void role_askedForBeforeTheCache(String guardian) {
        String path = "secrets/" + guardian + "/1";
        AtomicReference<String> secret = new AtomicReference<>();
        // The enterprise bean loads in a transaction, which stores nothing for a tenant that is new to Redis.
        await().untilAsserted(() -> {
            var response = node.responseToToken(path, tenant, "reader");
            assertThat(response.statusCode()).isEqualTo(200);
            secret.set(response.body());
            assertThat(node.responseToToken(path, tenant, "reader").body())
                    .as("cached")
                    .isEqualTo(response.body());
        });

        var refused = node.responseToToken(path, tenant, "user");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain(secret.get());
        assertThat(node.response(path, tenant).statusCode()).isIn(401, 403);
    }

    @Test
    void transaction_notForCachedAnswer() {
        assertThat(node.get("reports/without-transaction/1", tenant)).isEqualTo("refused");

        // What Redis tells of its last change, here that the tenant is new, is as exact as its answers are quick.
        await().untilAsserted(() -> {
            String report = node.get("reports/in-transaction/1", tenant);
            assertThat(node.get("reports/without-transaction/1", tenant)).isEqualTo(report);
        });
        assertThat(node.get("reports/without-transaction/2", tenant)).isEqualTo("refused");
    }

    @Test
    void retry_cachedOnce() {
        String id = "reports/retried/" + tenant.replace(' ', '-');

        assertThat(node.get(id, tenant)).isEqualTo("call 3");
        assertThat(node.get(id, tenant)).isEqualTo("call 3");
        assertThat(node.get(id, otherTenant)).isEqualTo("call 4");
    }

    @Test
    void timeout_notCached() {
        String id = "reports/timed/" + tenant.replace(' ', '-');

        assertThat(node.get(id, tenant)).isEqualTo("timed out");
        assertThat(node.get(id, tenant)).isEqualTo("call 2");
        assertThat(node.get(id, tenant)).isEqualTo("call 2");
    }
}
