package io.tenantcache.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** On Open Liberty, which has no other application at that time. */
@ArquillianTest
class LibertyHealthIT extends HealthContract {

    @Deployment(name = LENIENT, testable = false)
    static WebArchive lenientApplication() {
        return lenientArchive();
    }

    @Deployment(name = STRICT, testable = false)
    static WebArchive strictApplication() {
        return strictArchive();
    }

    @Override
    Node lenient() {
        return Node.onLiberty(LENIENT);
    }

    @Override
    int others() {
        return 0;
    }
}
