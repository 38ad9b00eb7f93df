package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails and what is absent, kept in Redis; and invalidations that the application hears of. */
@ArquillianTest
class LookupsIT extends ApplicationOverRedis {

    private static final String APPLICATION = "lookups";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name = UUID.randomUUID().toString();

    LookupsIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive(APPLICATION);
    }

    @ParameterizedTest
    @CsvSource({"find,find", "find-later,find-later", "find,find-later", "find-later,find", "find-named,find-named"})
    void failure_isFoundAgain(String first, String second) {
        String failure = node.get("lookups/" + first + "/" + name, tenant);

        assertThat(failure).startsWith("unknown to call ");
        assertThat(node.get("lookups/" + second + "/" + name, tenant)).isEqualTo(failure);
        assertThat(node.get("lookups/" + second + "/" + name, otherTenant)).isNotEqualTo(failure);
    }

    @Test
    void failure_skipGet_callsAlways_andKeepsTheLast() {
        String failure = lookup("find");
        String last = lookup("find-anew");

        assertThat(last).startsWith("unknown to call ").isNotEqualTo(failure);
        assertThat(lookup("find")).isEqualTo(last);
        assertThat(lookup("find-anew")).isNotEqualTo(last);
    }

    private String lookup(String way) {
        return node.get("lookups/" + way + "/" + name, tenant);
    }

    @Test
    void failure_thatIsNotToBeKept() {
        String failure = node.get("lookups/find-unkept/" + name, tenant);

        assertThat(failure).startsWith("unknown to call ");
        assertThat(node.get("lookups/find-unkept/" + name, tenant)).isNotEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({"search,search", "search-later,search-later", "search,search-later", "search-later,search"})
    void absence_isRemembered(String first, String second) {
        String absence = node.get("lookups/" + first + "/" + name, tenant);

        assertThat(absence).startsWith("absent after ");
        assertThat(node.get("lookups/" + second + "/" + name, tenant)).isEqualTo(absence);
        assertThat(node.get("lookups/" + second + "/" + name, otherTenant)).isNotEqualTo(absence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"find", "find-later", "search", "search-later"})
    void value(String way) {
        String value = node.get("lookups/" + way + "/known" + name, tenant);

        assertThat(value).startsWith("call ");
        assertThat(node.get("lookups/" + way + "/known" + name, tenant)).isEqualTo(value);
    }

    private String pending(String path) {
        return "pending/" + name + path;
    }

    /** One that has called its method, as the so many-th, and waits for its answer. */
    private CompletableFuture<String> called(int call, Supplier<String> request) {
        CompletableFuture<String> response = CompletableFuture.supplyAsync(request);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(node.get(pending("/calls"), tenant)).isEqualTo(String.valueOf(call)));
        return response;
    }

    private CompletableFuture<String> reading(int call) {
        return called(call, () -> node.get(pending(""), tenant));
    }

    /** What the request is answered once its stage has completed with that. */
    private String answered(CompletableFuture<String> response, String value) throws Exception {
        assertThat(response).isNotDone();
        node.put(pending("/answer"), tenant, value);
        return response.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private String failed(CompletableFuture<String> response) throws Exception {
        assertThat(response).isNotDone();
        node.put(pending("/failure"), tenant, "");
        return response.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void pendingResult_oneCall() throws Exception {
        CompletableFuture<String> first = reading(1);
        CompletableFuture<String> second = reading(1);

        assertThat(answered(first, "value")).isEqualTo("value");
        assertThat(second).succeedsWithin(PATIENCE).isEqualTo("value");
        assertThat(node.get(pending(""), tenant)).isEqualTo("value");
        assertThat(node.get(pending("/calls"), tenant)).isEqualTo("1");
    }

    @Test
    void pendingPut_changesWhenTheStageHasCompleted() throws Exception {
        assertThat(answered(reading(1), "old")).isEqualTo("old");
        CompletableFuture<String> saved = called(2, () -> node.put(pending(""), tenant, "new"));
        assertThat(node.get(pending(""), tenant)).as("not yet").isEqualTo("old");

        assertThat(answered(saved, "done")).isEqualTo("done");

        assertThat(node.get(pending(""), tenant)).isEqualTo("new");
        assertThat(failed(called(3, () -> node.put(pending(""), tenant, "never"))))
                .isEqualTo("unknown to call 3");
        assertThat(node.get(pending(""), tenant)).isEqualTo("new");
    }

    @Test
    void pendingRemove_changesWhenTheStageHasCompleted() throws Exception {
        assertThat(answered(reading(1), "old")).isEqualTo("old");
        CompletableFuture<String> deleted = called(2, () -> {
            node.delete(pending(""), tenant);
            return "deleted";
        });
        assertThat(node.get(pending(""), tenant)).as("not yet").isEqualTo("old");

        assertThat(answered(deleted, "done")).isEqualTo("deleted");

        assertThat(answered(reading(3), "new")).isEqualTo("new");
    }

    @Test
    void pendingFailure_skipGet_callsAlways_andKeepsTheLast() throws Exception {
        assertThat(failed(reading(1))).isEqualTo("unknown to call 1");
        assertThat(node.get(pending(""), tenant)).isEqualTo("unknown to call 1");

        assertThat(failed(called(2, () -> node.get(pending("/anew"), tenant)))).isEqualTo("unknown to call 2");
        assertThat(node.get(pending(""), tenant)).isEqualTo("unknown to call 2");

        assertThat(answered(called(3, () -> node.get(pending("/anew"), tenant)), "value"))
                .isEqualTo("value");
        assertThat(node.get(pending(""), tenant)).isEqualTo("value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-once", "queued", "after"})
    void invalidation_isMade_andHeardByTheApplication(String way) {
        String value = node.get("lookups/find/known" + name, tenant);
        node.put("audit/" + way, tenant, "known" + name);

        await().untilAsserted(() ->
                assertThat(node.get("lookups/find/known" + name, tenant)).isNotEqualTo(value));
        await().untilAsserted(() ->
                assertThat(node.get("audit/events", tenant)).isEqualTo("PROGRAM [lookups] [" + way + "]"));
        assertThat(node.get("audit/events", otherTenant)).isEmpty();
    }

    @Test
    void invalidationByAnAnnotation_isHeardByTheApplication() {
        node.delete("conversations/1", tenant);

        await().untilAsserted(() -> assertThat(node.get("audit/events", tenant))
                .startsWith("ANNOTATION [conversations, dashboard-stats] [@CacheRemove "));
    }
}
