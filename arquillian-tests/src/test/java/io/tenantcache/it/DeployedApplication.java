package io.tenantcache.it;

import static java.util.Objects.requireNonNull;

import java.net.URL;
import java.util.UUID;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** The one application of a test class, spoken to for tenants that each test has of its own. */
abstract class DeployedApplication {

    /** What {@link #tenant} begins with: where this is not found, that tenant is not either. */
    static final String ACME = "acme";

    final String tenant = ACME + " " + UUID.randomUUID();
    final String otherTenant = "globex {*}: " + UUID.randomUUID();

    Node node;

    private final String name;

    @ArquillianResource
    private @Nullable URL url;

    /** The one of that name. */
    DeployedApplication(String name) {
        this.name = name;
    }

    /** The port alone is Arquillian's: Payara's connector may look for the application's path before the server has written it. */
    @BeforeEach
    void connect() {
        node = Node.named(name, requireNonNull(url).getPort());
    }
}
