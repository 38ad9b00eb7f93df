package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What the clients of limited resources are answered. */
@ArquillianTest
class RateLimitedResourceIT extends ApplicationOverRedis {

    private static final String APPLICATION = "limits";

    /** Of a client of this test alone. */
    private final String address = "198.51." + ThreadLocalRandom.current().nextInt(256) + "."
            + ThreadLocalRandom.current().nextInt(256);

    RateLimitedResourceIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive(
                APPLICATION,
                "tenantcache.redis.address=" + Redis.shared().address() + "\n"
                        + "tenantcache.client.trusted-proxies=127.0.0.0/8,::1\n");
    }

    private static void assertRefused(HttpResponse<String> response, String limit) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(429);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(3000L, 3600L);
        assertThat(response.body())
                .contains("\"status\":429", "#quota-exceeded", "\"violated-policies\":[\"" + limit + "\"]");
    }

    private static void assertAdmitted(int times, Supplier<HttpResponse<String>> call) {
        for (int i = 0; i < times; i++) {
            HttpResponse<String> response = call.get();
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        }
    }

    @Test
    void address_fieldsOfResponses() {
        var first = node.responseTo(address, "limits/address");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.headers().firstValue("RateLimit-Policy").orElseThrow())
                .contains("\"address\";q=2;w=3600", "\"server\";q=1000000;w=3600");
        assertThat(first.headers().firstValue("RateLimit").orElseThrow()).contains("\"address\";r=1;t=3600");
        assertThat(first.headers().firstValue("X-RateLimit-Limit")).contains("2");
        assertThat(first.headers().firstValue("X-RateLimit-Remaining")).contains("1");
        assertThat(first.headers().firstValue("X-RateLimit-Reset")).contains("3600");
        assertThat(first.headers().firstValue("Retry-After")).isEmpty();

        assertAdmitted(1, () -> node.responseTo(address, "limits/address"));
        var refused = node.responseTo(address, "limits/address");
        assertRefused(refused, "address");
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).contains("\"address\";r=0;t=");
        assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).contains("0");
        assertThat(refused.headers().map().toString() + refused.body())
                .doesNotContain(address)
                .doesNotContain(tenant);
    }

    /** What a client writes before the proxy's own word changes nothing. */
    @Test
    void address_forged() {
        assertAdmitted(2, () -> node.responseTo("203.0.113.9, " + address, "limits/address"));
        assertRefused(node.responseTo("203.0.113.8, " + address, "limits/address"), "address");
        assertAdmitted(1, () -> node.responseTo(address + ", 198.18.1.1", "limits/address"));
    }

    @Test
    void stage_fieldsOfAResponseMadeElsewhere() {
        var admitted = node.responseTo(address, "limits/stage");
        assertThat(admitted.body()).isEqualTo("admitted");
        assertThat(admitted.headers().firstValue("X-RateLimit-Remaining")).contains("1");
        assertAdmitted(1, () -> node.responseTo(address, "limits/address"));
        assertRefused(node.responseTo(address, "limits/stage"), "address");
    }

    @Test
    void user_ofAToken() {
        assertAdmitted(2, () -> node.responseToToken("limits/user", tenant, "user"));
        assertRefused(node.responseToToken("limits/user", tenant, "user"), "user");
        assertAdmitted(2, () -> node.responseToToken("limits/user", otherTenant, "user"));
        // Nobody: counted by the address.
        assertAdmitted(2, () -> node.responseTo(address, "limits/user"));
        assertRefused(node.responseTo(address, "limits/user"), "user");
    }

    @Test
    void tenant_eachItsOwn() {
        assertAdmitted(3, () -> node.response("limits/tenant", tenant));
        var refused = node.response("limits/tenant", tenant);
        assertRefused(refused, "tenant");
        assertThat(refused.headers().map().toString() + refused.body()).doesNotContain(tenant);
        assertAdmitted(3, () -> node.response("limits/tenant", otherTenant));
    }

    @Test
    void hits_pass() {
        String first = node.get("limits/cached/1", tenant);
        for (int i = 0; i < 5; i++) {
            assertThat(node.get("limits/cached/1", tenant)).isEqualTo(first);
        }
        node.get("limits/cached/2", tenant);
        assertRefused(node.response("limits/cached/3", tenant), "loads");
        assertThat(node.get("limits/cached/1", tenant)).isEqualTo(first);
    }

    /** What it is counted by is known when the cache has answered, on whatever thread: the response tells it all the same. */
    @Test
    void hits_passTheOneLimit_andCountForTheOther() {
        var loaded = node.response("limits/mixed/1", tenant);
        assertThat(loaded.statusCode()).as(loaded.body()).isEqualTo(200);
        assertThat(loaded.headers().firstValue("RateLimit").orElseThrow())
                .contains("\"sources\";r=0;", "\"calls\";r=3;");
        assertRefused(node.response("limits/mixed/2", tenant), "sources");
        assertRefused(node.response("limits/mixed/3", tenant), "sources");
        assertAdmitted(2, () -> node.response("limits/mixed/1", tenant));
        var hit = node.response("limits/mixed/1", tenant);
        assertThat(hit.body()).isEqualTo(loaded.body());
        assertThat(hit.headers().firstValue("RateLimit").orElseThrow())
                .contains("\"calls\";r=0;")
                .doesNotContain("sources");
        assertRefused(node.response("limits/mixed/1", tenant), "calls");
        assertRefused(node.response("limits/mixed/1", tenant), "calls");
    }

    @Test
    void limiter_askedByTheApplication() {
        String path = "limits/own?subject=" + UUID.randomUUID();
        assertAdmitted(1, () -> node.response(path, tenant));
        var refused = node.response(path, tenant);
        assertRefused(refused, "own \\\"limit\\\"");
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).contains("\"own \\\"limit\\\"\";r=0;t=");
    }

    @Test
    void unlimited_withoutFields() {
        var response = node.response("conversations/1", tenant);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map().keySet().stream().map(String::toLowerCase))
                .noneMatch(name -> name.contains("ratelimit"));
    }
}
