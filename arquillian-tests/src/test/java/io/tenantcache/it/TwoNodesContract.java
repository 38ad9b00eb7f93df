package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two applications over one Redis and one database: each has a near tier of its own, as two nodes have. */
abstract class TwoNodesContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    @ParameterizedTest
    @ValueSource(strings = {"find", "find-later"})
    void failure_fromRedis(String way) {
        String name = UUID.randomUUID().toString();
        String failure = one.get("lookups/" + way + "/" + name, tenant).replaceAll(" after.*", "");

        assertThat(failure).startsWith("unknown to call ");
        assertThat(two.get("lookups/" + way + "/" + name, tenant)).isEqualTo(failure + " after 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "search-later"})
    void absence_fromRedis(String way) {
        String name = UUID.randomUUID().toString();

        assertThat(one.get("lookups/" + way + "/" + name, tenant)).startsWith("absent after ");
        assertThat(two.get("lookups/" + way + "/" + name, tenant)).isEqualTo("absent after 0");
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
    void limit_ofBothNodesTogether() {
        assertThat(one.response("limits/tenant", tenant).statusCode()).isEqualTo(200);
        assertThat(two.response("limits/tenant", tenant).statusCode()).isEqualTo(200);
        assertThat(one.response("limits/tenant", tenant).statusCode()).isEqualTo(200);
        assertThat(two.response("limits/tenant", tenant).statusCode()).isEqualTo(429);
        assertThat(one.response("limits/tenant", tenant).statusCode()).isEqualTo(429);
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

    @Test
    void transactionAround_readDuringIt_outdatedAfterItsCommit() {
        String account = cachedByTwo("1");
        CompletableFuture<String> booking = book(account, "2", "COMMIT");
        assertThat(two.get(account, tenant)).as("before the commit").isEqualTo("1");

        one.put("ledger/booking/end", tenant, "");

        assertThat(booking).succeedsWithin(PATIENCE).isEqualTo("committed");
        await().untilAsserted(() -> assertThat(two.get(account, tenant)).isEqualTo("2"));
        assertThat(one.get(account, tenant)).isEqualTo("2");
    }

    @Test
    void transactionAround_rolledBack_outdatesNothing() {
        String account = cachedByTwo("1");
        CompletableFuture<String> booking = book(account, "2", "ROLLBACK");

        one.put("ledger/booking/end", tenant, "");

        assertThat(booking).succeedsWithin(PATIENCE).isEqualTo("rolled back");
        assertThat(one.get(account, tenant))
                .as("what it read itself was not stored")
                .isEqualTo("1");
        one.put(account + "/unnoticed", tenant, "3");
        assertThat(two.get(account, tenant)).as("as it was cached").isEqualTo("1");
    }

    private String cachedByTwo(String balance) {
        String account = "ledger/" + UUID.randomUUID();
        one.put(account, tenant, balance);
        assertThat(two.get(account, tenant)).isEqualTo(balance);
        return account;
    }

    /** A booking that has made its entry, and waits to be ended. */
    private CompletableFuture<String> book(String account, String balance, String end) {
        one.put("ledger/booking/begin", tenant, "");
        String path = account.replace("ledger/", "ledger/booking/") + "?end=" + end;
        CompletableFuture<String> booking = CompletableFuture.supplyAsync(() -> one.put(path, tenant, balance));
        assertThat(one.get("ledger/booking/entry", tenant)).isEqualTo("entered");
        return booking;
    }
}
