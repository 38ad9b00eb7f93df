package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two applications over one Redis and one database: each has a near tier of its own, as two nodes have. */
abstract class TwoNodesContract {

    private final String tenant = "initech " + UUID.randomUUID();

    private Node one;
    private Node two;

    /** The application of that name, "one" or "two". */
    abstract Node node(String name);

    @BeforeEach
    void connect() {
        one = node("one");
        two = node("two");
        one.awaitRedis();
        two.awaitRedis();
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

    @Test
    void transactionOfTheMethod_outdatedAfterItsCommit() {
        String account = "ledger/" + UUID.randomUUID();
        one.put(account, tenant, "1");
        assertThat(two.get(account, tenant)).isEqualTo("1");

        one.put(account, tenant, "2");

        await().untilAsserted(() -> assertThat(two.get(account, tenant)).isEqualTo("2"));
        assertThat(one.get(account, tenant)).isEqualTo("2");
    }
}
