package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache stands inside of security, and outside of transactions, of retries and of timeouts. */
@ArquillianTest
class CallOrderIT extends ApplicationOverRedis {

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive("order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "bean"})
    void role_askedForBeforeTheCache(String guardian) {
        String path = "secrets/" + guardian + "/1";
        var secret = node.responseToToken(path, tenant, "reader");
        assertThat(secret.statusCode()).isEqualTo(200);
        assertThat(node.responseToToken(path, tenant, "reader").body())
                .as("cached")
                .isEqualTo(secret.body());

        var refused = node.responseToToken(path, tenant, "user");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain(secret.body());
        assertThat(node.response(path, tenant).statusCode()).isIn(401, 403);
    }

    @Test
    void transaction_notForCachedAnswer() {
        assertThat(node.get("reports/without-transaction/1", tenant)).isEqualTo("refused");

        String report = node.get("reports/in-transaction/1", tenant);

        assertThat(node.get("reports/without-transaction/1", tenant)).isEqualTo(report);
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
