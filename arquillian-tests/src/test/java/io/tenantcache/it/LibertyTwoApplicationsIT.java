package io.tenantcache.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On Open Liberty, which also takes one of the two away while the other is in use. */
@ArquillianTest
class LibertyTwoApplicationsIT extends TwoApplicationsContract {

    @ArquillianResource
    private @Nullable Deployer deployer;

    @Deployment(name = FIRST, managed = false, testable = false)
    static WebArchive first() {
        return archive(FIRST);
    }

    @Deployment(name = SECOND, managed = false, testable = false)
    static WebArchive second() {
        return archive(SECOND);
    }

    @BeforeEach
    void deploy() {
        server().deploy(FIRST);
        server().deploy(SECOND);
    }

    @AfterEach
    void undeploy() {
        server().undeploy(FIRST);
        server().undeploy(SECOND);
    }

    private Deployer server() {
        return requireNonNull(deployer);
    }

    @Override
    Node node(String name) {
        return Node.onLiberty(name);
    }

    @Test
    void undeploy_otherApplication() {
        first.put("drafts/1", tenant, "of the first");
        second.put("drafts/1", tenant, "of the second");
        assertMetricsOf(FIRST, SECOND);
        server().undeploy(FIRST);
        assertThat(second.get("drafts/1", tenant)).isEqualTo("of the second of the second");
        assertMetricsOf(SECOND);

        server().deploy(FIRST);
        first.put("drafts/2", tenant, "another");
        assertThat(first.get("drafts/1", tenant)).isEqualTo(NOTHING);
        first.put("drafts/1", tenant, "anew");
        server().undeploy(SECOND);
        assertThat(first.get("drafts/1", tenant)).isEqualTo("anew anew");
        assertMetricsOf(FIRST);

        server().deploy(SECOND);
        second.put("drafts/2", tenant, "another");
        assertThat(second.get("drafts/1", tenant)).isEqualTo(NOTHING);
    }

    /** Those applications have metrics, each its own, and no other has. */
    private void assertMetricsOf(String... applications) {
        Metrics metrics = Metrics.of(first);
        assertThat(metrics.values("tenantcache_puts_total", "cache=\"drafts\""))
                .as(metrics.text())
                .hasSize(applications.length);
        for (String application : applications) {
            assertThat(metrics.value("tenantcache_puts_total", "cache=\"drafts\"", "mp_app=\"" + application + "\""))
                    .isPositive();
        }
    }
}
