package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.it.app.mp.ContextResource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The tenant travels with MicroProfile Context Propagation too, which Payara does not have. */
@ArquillianTest
class LibertyContextPropagationIT extends DeployedApplication {

    private static final String APPLICATION = "propagation";

    LibertyContextPropagationIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.memoryOnlyArchive(APPLICATION).addPackage(ContextResource.class.getPackage());
    }

    @Test
    void propagated() {
        String reading = node.get("conversations/1", tenant);

        assertThat(node.get("context/propagated/1", tenant)).isEqualTo(reading);
        assertThat(node.getWithToken("context/propagated/1", tenant)).isEqualTo(reading);
        assertThat(node.get("context/propagated/1", otherTenant)).isNotEqualTo(reading);
    }

    @Test
    void cleared_error() {
        assertThat(node.response("context/cleared/1", tenant).statusCode()).isEqualTo(400);
    }
}
