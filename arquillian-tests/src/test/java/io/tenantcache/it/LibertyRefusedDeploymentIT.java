package io.tenantcache.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/** By an Open Liberty that runs. */
@ArquillianTest
class LibertyRefusedDeploymentIT extends RefusedDeploymentContract {

    @ArquillianResource
    private @Nullable Deployer deployer;

    @Deployment(name = REFUSED, managed = false, testable = false)
    static WebArchive application() {
        return archive();
    }

    @Override
    void deploy() {
        assertThatThrownBy(() -> requireNonNull(deployer).deploy(REFUSED))
                .hasMessageContaining("TenantCache refuses this deployment");
    }

    @Override
    Path log() {
        return Path.of(System.getProperty("liberty.logs"), "messages.log");
    }

    @Override
    Node refused() {
        return Node.onLiberty(REFUSED);
    }
}
