package io.tenantcache.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two applications over one Redis: each has a near tier of its own, as two nodes have. */
@ArquillianTest
class TwoNodesIT {

    private final String tenant = "initech " + UUID.randomUUID();

    @ArquillianResource
    @OperateOnDeployment("one")
    private @Nullable URL urlOfOne;

    @ArquillianResource
    @OperateOnDeployment("two")
    private @Nullable URL urlOfTwo;

    private Node one;
    private Node two;

    @Deployment(name = "one", testable = false)
    static WebArchive one() {
        return Node.archive("one");
    }

    @Deployment(name = "two", testable = false)
    static WebArchive two() {
        return Node.archive("two");
    }

    @BeforeEach
    void connect() {
        one = new Node(requireNonNull(urlOfOne));
        two = new Node(requireNonNull(urlOfTwo));
    }

    @Test
    void result_fromRedis() {
        assertThat(two.get("conversations/1", tenant)).isEqualTo(one.get("conversations/1", tenant));
    }

    @Test
    void removeAll_reachesTheOtherNode() {
        String conversation = one.get("conversations/1", tenant);
        String stats = one.get("stats", tenant);
        assertThat(two.get("conversations/1", tenant)).isEqualTo(conversation);
        assertThat(two.get("stats", tenant)).isEqualTo(stats);

        one.delete("conversations", tenant);

        await().untilAsserted(() -> {
            assertThat(two.get("conversations/1", tenant)).isNotEqualTo(conversation);
            assertThat(two.get("stats", tenant)).isNotEqualTo(stats);
        });
    }
}
