package io.tenantcache.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * An application that was removed leaves nothing in the server: no thread, no connection, no class loader but the last. On
 * Open Liberty only: what is removed from a Payara Micro ends with its JVM.
 */
@ArquillianTest
class LibertyRedeploymentIT {

    private static final String APPLICATION = "redeployed";
    private static final int TIMES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ArquillianResource
    private @Nullable Deployer deployer;

    @Deployment(name = APPLICATION, managed = false, testable = false)
    static WebArchive archive() {
        return Node.archive(APPLICATION);
    }

    @Test
    void redeploy_twentyTimes() {
        ServerProcess server = ServerProcess.managed();
        long connections = Redis.shared().connections();
        // One deployed application, and what may linger of those before: the JDK remembers the latest of some things.
        AtomicLong loaders = new AtomicLong();
        deployed(() -> {
            loaders.set(server.applicationLoaders());
            assertThat(loaders).hasPositiveValue();
            assertThat(Redis.shared().connections()).isGreaterThan(connections);
        });
        // Only now: what the server starts for its first application stays.
        List<String> threads = server.threads();

        for (int i = 0; i < TIMES; i++) {
            deployed(() -> {});
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Redis.shared().connections()).isLessThanOrEqualTo(connections);
            assertThat(threads).containsAll(server.threads());
            assertThat(server.threads()).hasSizeLessThanOrEqualTo(threads.size());
            assertThat(server.applicationLoaders()).isLessThanOrEqualTo(loaders.get());
        });
    }

    /** Deploys the application, uses it until Redis holds something of it, and removes it. */
    private void deployed(Runnable check) {
        Deployer server = requireNonNull(deployer);
        server.deploy(APPLICATION);
        try {
            Node node = Node.onLiberty(APPLICATION);
            node.awaitRedis();
            node.put("drafts/1", "hooli", "text");
            node.delete("conversations", "hooli");
            assertThat(node.get("drafts/1", "hooli")).isEqualTo("text text");
            check.run();
        } finally {
            server.undeploy(APPLICATION);
        }
    }
}
