package io.tenantcache.it;

import static java.util.Objects.requireNonNull;

import java.net.URL;
import java.util.UUID;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** The one application of a test class, spoken to for tenants that each test has of its own. */
abstract class DeployedApplication {

    final String tenant = "acme " + UUID.randomUUID();
    final String otherTenant = "globex {*}: " + UUID.randomUUID();

    Node node;

    @ArquillianResource
    private @Nullable URL url;

    @BeforeEach
    void connect() {
        node = new Node(requireNonNull(url));
    }
}
