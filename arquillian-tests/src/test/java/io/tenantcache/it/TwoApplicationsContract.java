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

/** Two applications in one server whose caches have the same names and lie in memory only. */
@ArquillianTest
class TwoApplicationsIT {

    private static final String FIRST = "first";
    private static final String SECOND = "second";
    private static final String TENANT = "umbrella";
    private static final String NOTHING = "null null";

    @ArquillianResource
    private @Nullable Deployer deployer;

    private final Node first = Node.named(FIRST);
    private final Node second = Node.named(SECOND);

    @Deployment(name = FIRST, managed = false, testable = false)
    static WebArchive first() {
        return Node.memoryOnlyArchive(FIRST);
    }

    @Deployment(name = SECOND, managed = false, testable = false)
    static WebArchive second() {
        return Node.memoryOnlyArchive(SECOND);
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

    @Test
    void put_otherApplication() {
        first.put("drafts/1", TENANT, "text");
        second.put("drafts/2", TENANT, "other text");

        assertThat(first.get("drafts/1", TENANT)).isEqualTo("text text");
        assertThat(second.get("drafts/1", TENANT)).isEqualTo(NOTHING);
        assertThat(second.get("conversations/1", TENANT)).isNotEqualTo(first.get("conversations/1", TENANT));
    }

    @Test
    void removeAll_otherApplication() {
        String reading = second.get("conversations/1", TENANT);
        first.get("conversations/1", TENANT);
        first.delete("conversations", TENANT);

        assertThat(second.get("conversations/1", TENANT)).isEqualTo(reading);
    }

    @Test
    void undeploy_otherApplication() {
        first.put("drafts/1", TENANT, "of the first");
        second.put("drafts/1", TENANT, "of the second");
        server().undeploy(FIRST);
        assertThat(second.get("drafts/1", TENANT)).isEqualTo("of the second of the second");

        server().deploy(FIRST);
        first.put("drafts/2", TENANT, "another");
        assertThat(first.get("drafts/1", TENANT)).isEqualTo(NOTHING);
        first.put("drafts/1", TENANT, "anew");
        server().undeploy(SECOND);
        assertThat(first.get("drafts/1", TENANT)).isEqualTo("anew anew");

        server().deploy(SECOND);
        second.put("drafts/2", TENANT, "another");
        assertThat(second.get("drafts/1", TENANT)).isEqualTo(NOTHING);
    }
}
