package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.it.app.ledger.Booking.End;
import io.tenantcache.it.app.ledger.Booking.Way;
import io.tenantcache.it.app.ledger.Reading.Begun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two applications over one Redis and one database: each has a near tier of its own, as two nodes have. */
abstract class TwoNodesContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** At each of the nodes. */
    private static final int CALLERS = 3;

    private final String tenant = "initech " + UUID.randomUUID();

    private Node one;
    private Node two;

    /** A node that waits for Redis, and for a load, as long as a loaded machine may take. */
    static WebArchive archive(String name) {
        return Node.archive(
                name,
                "tenantcache.redis.address=" + Redis.shared().address() + "\n"
                        + "tenantcache.redis.timeout=5s\n"
                        + "tenantcache.redis.read-budget=5s\n"
                        + "tenantcache.caches.held.load.timeout=60s\n"
                        + "tenantcache.cascade.ledger-sheets=ledger\n");
    }

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
    void concurrentMisses_oneLoad() throws Exception {
        String held = "held/" + UUID.randomUUID();
        ExecutorService callers = Executors.newFixedThreadPool(2 * CALLERS);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(callers.submit(() -> one.get(held, tenant)));
                answers.add(callers.submit(() -> two.get(held, tenant)));
            }
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(one.get(held + "/callers", tenant)).isEqualTo(String.valueOf(CALLERS));
                assertThat(two.get(held + "/callers", tenant)).isEqualTo(String.valueOf(CALLERS));
                assertThat(callsOfTheSource(held)).isPositive();
            });
            one.put(held, tenant, "");
            two.put(held, tenant, "");

            Set<String> values = new HashSet<>();
            for (Future<String> answer : answers) {
                values.add(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            assertThat(values).hasSize(1);
            assertThat(callsOfTheSource(held)).isEqualTo(1);
        } finally {
            callers.shutdownNow();
        }
    }

    private int callsOfTheSource(String held) {
        return Integer.parseInt(one.get(held + "/calls", tenant)) + Integer.parseInt(two.get(held + "/calls", tenant));
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

    @ParameterizedTest
    @EnumSource
    void transactionAround_readDuringIt_outdatedAfterItsCommit(Way way) {
        String account = cachedByTwo("1");
        CompletableFuture<String> booking = book(account, "2", way, End.COMMIT);
        assertThat(two.get(account, tenant)).as("before the commit").isEqualTo("1");

        one.put("ledger/booking/end", tenant, "");

        assertThat(booking).succeedsWithin(PATIENCE).isEqualTo("committed");
        await().untilAsserted(() -> assertThat(two.get(account, tenant)).isEqualTo("2"));
        assertThat(one.get(account, tenant)).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void transactionAround_rolledBack_outdatesNothing(Way way) {
        String account = cachedByTwo("1");
        CompletableFuture<String> booking = book(account, "2", way, End.ROLLBACK);

        one.put("ledger/booking/end", tenant, "");

        assertThat(booking).succeedsWithin(PATIENCE).isEqualTo("rolled back");
        // Before anybody reads: what was outdated would be loaded again as it was.
        one.put(account + "/unnoticed", tenant, "3");
        assertThat(one.get(account, tenant))
                .as("what two has cached, and not what it read itself")
                .isEqualTo("1");
        assertThat(two.get(account, tenant)).as("as it was cached").isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void transactionAround_loadThatReadBeforeItsCommit_isNotKept(Way way) {
        String account = "ledger/" + UUID.randomUUID();
        one.put(account, tenant, "1");
        two.put(account + "/hold", tenant, "");
        CompletableFuture<String> load = CompletableFuture.supplyAsync(() -> two.get(account, tenant));
        assertThat(two.get(account + "/held", tenant)).isEqualTo("1");
        CompletableFuture<String> booking = book(account, "2", way, End.COMMIT);
        one.put("ledger/booking/end", tenant, "");
        assertThat(booking).succeedsWithin(PATIENCE).isEqualTo("committed");

        two.put(account + "/release", tenant, "");

        assertThat(load).succeedsWithin(PATIENCE).isEqualTo("1");
        assertThat(two.get(account, tenant)).as("at once").isEqualTo("2");
        assertThat(one.get(account, tenant)).isEqualTo("2");
    }

    /** The transaction reads what was there before the commit; the others must not. */
    @ParameterizedTest
    @EnumSource
    void transactionThatReadBeforeACommit_loadsAfterIt_isNotKept(Begun begun) {
        String account = "ledger/" + UUID.randomUUID();
        one.put(account, tenant, "1");
        CompletableFuture<String> reading = readHeldBack(account, begun);
        one.put(account, tenant, "2");
        two.put("ledger/reading/go-on", tenant, "");

        assertThat(reading).succeedsWithin(PATIENCE).isEqualTo("1");
        assertThat(two.get(account, tenant)).as("at once").isEqualTo("2");
        assertThat(one.get(account, tenant)).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void transactionThatBeganAfterACommit_itsLoadIsKept(Begun begun) {
        two.put("ledger/reading/go-on", tenant, "");
        // What Redis tells of its last change is as exact as its answers are quick.
        await().untilAsserted(() -> {
            String account = "ledger/" + UUID.randomUUID();
            one.put(account, tenant, "1");
            assertThat(two.get(read(account, begun), tenant)).isEqualTo("1");
            two.put(account + "/unnoticed", tenant, "2");
            assertThat(one.get(account, tenant)).as("as it was cached").isEqualTo("1");
        });
    }

    private static String read(String account, Begun begun) {
        return account.replace("ledger/", "ledger/reading/") + "?begun=" + begun;
    }

    /** A reading at two that has seen the balance, and waits to go on. */
    private CompletableFuture<String> readHeldBack(String account, Begun begun) {
        two.put("ledger/reading/hold", tenant, "");
        CompletableFuture<String> reading = CompletableFuture.supplyAsync(() -> two.get(read(account, begun), tenant));
        assertThat(two.get("ledger/reading/first", tenant)).isEqualTo("read");
        return reading;
    }

    private String cachedByTwo(String balance) {
        String account = "ledger/" + UUID.randomUUID();
        one.put(account, tenant, balance);
        assertThat(two.get(account, tenant)).isEqualTo(balance);
        return account;
    }

    /** A booking that has made its entry, and waits to be ended. */
    private CompletableFuture<String> book(String account, String balance, Way way, End end) {
        one.put("ledger/booking/begin", tenant, "");
        String path = account.replace("ledger/", "ledger/booking/") + "?way=" + way + "&end=" + end;
        CompletableFuture<String> booking = CompletableFuture.supplyAsync(() -> one.put(path, tenant, balance));
        assertThat(one.get("ledger/booking/entry", tenant)).isEqualTo("entered");
        return booking;
    }
}
