package io.tenantcache.it;

import static java.util.Objects.requireNonNull;

import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/** On Open Liberty, which has no other application at that time. */
@ArquillianTest
class LibertyHealthIT extends HealthContract {

    @ArquillianResource
    @OperateOnDeployment(LENIENT)
    private @Nullable URL url;

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
        return new Node(requireNonNull(url));
    }

    @Override
    int others() {
        return 0;
    }
}
