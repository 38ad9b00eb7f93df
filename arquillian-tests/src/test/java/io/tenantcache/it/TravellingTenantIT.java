package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work in other threads is for the tenant of the request that asked for it, or an error; never for another tenant. */
@ArquillianTest
class TravellingTenantIT extends ApplicationOverRedis {

    private static final String APPLICATION = "travel";

    TravellingTenantIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive(APPLICATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "executor",
                "context-service",
                "asynchronous",
                "default-executor-carried",
                "cleared-executor-carried",
                "event-carried"
            })
    void tenantTravels(String way) {
        String reading = node.get("conversations/1", tenant);
        String otherReading = node.get("conversations/1", otherTenant);

        assertThat(node.get("travel/" + way + "/1", tenant)).isEqualTo(reading);
        assertThat(node.get("travel/" + way + "/1", otherTenant)).isEqualTo(otherReading);
        assertThat(node.getWithToken("travel/" + way + "/1", tenant)).isEqualTo(reading);
        assertThat(node.getWithoutTenant("travel/" + way + "/1").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-thread", "cleared-executor", "asynchronous-cleared"})
    void withoutPropagation_error(String way) {
        node.get("conversations/1", tenant);

        var response = node.response("travel/" + way + "/1", tenant);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("TenantContext");
        assertThat(node.responseToToken("travel/" + way + "/1", tenant, "user").statusCode())
                .isEqualTo(400);
    }

    /** Whether these take the tenant along is the server's choice. */
    @ParameterizedTest
    @ValueSource(strings = {"default-executor", "event"})
    void serversChoice_ownTenantOrError(String way) {
        String reading = node.get("conversations/1", tenant);
        node.get("conversations/1", otherTenant);

        var response = node.response("travel/" + way + "/1", tenant);

        if (response.statusCode() == 200) {
            assertThat(response.body()).isEqualTo(reading);
        } else {
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("TenantContext");
        }
        assertThat(node.getWithoutTenant("travel/" + way + "/1").statusCode()).isEqualTo(400);
    }
}
