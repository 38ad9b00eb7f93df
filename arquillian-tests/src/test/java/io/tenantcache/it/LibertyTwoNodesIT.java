package io.tenantcache.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** On Open Liberty. */
@ArquillianTest
class LibertyTwoNodesIT extends TwoNodesContract {

    @Deployment(name = "one", testable = false)
    static WebArchive one() {
        return archive("one");
    }

    @Deployment(name = "two", testable = false)
    static WebArchive two() {
        return archive("two");
    }

    @Override
    Node node(String name) {
        return Node.onLiberty(name);
    }
}
