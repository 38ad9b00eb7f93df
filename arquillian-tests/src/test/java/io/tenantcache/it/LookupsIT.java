package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
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

    private final String name = UUID.randomUUID().toString();

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive("lookups");
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
