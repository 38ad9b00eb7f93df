package io.tenantcache.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The metrics and the readiness of an application's caches, read from where the server shows them. */
@ArquillianTest
class MonitoringIT {

    private final String tenant = "umbrella " + UUID.randomUUID();

    @ArquillianResource
    private @Nullable URL url;

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive("watched");
    }

    @Test
    void metrics_ofACache() {
        Node node = new Node(requireNonNull(url));
        String near = "tier=\"near\"";
        String miss = "result=\"miss\"";
        String cache = "cache=\"conversations\"";
        node.get("conversations/1", tenant);
        Metrics before = Metrics.of(node);
        node.get("conversations/1", tenant);
        node.get("conversations/1", tenant);
        node.get("conversations/2", tenant);
        node.delete("conversations", tenant);
        Metrics after = Metrics.of(node);

        assertThat(after.value("tenantcache_gets_total", cache, near))
                .isEqualTo(before.value("tenantcache_gets_total", cache, near) + 2);
        assertThat(after.value("tenantcache_gets_total", cache, miss))
                .isEqualTo(before.value("tenantcache_gets_total", cache, miss) + 1);
        assertThat(after.value("tenantcache_loads_duration_seconds", cache, "quantile=\"0.99\""))
                .isPositive();
        assertThat(after.value("tenantcache_remote_operations_total", cache, "operation=\"read\""))
                .isPositive();
        assertThat(after.value("tenantcache_invalidations_total", cache, "scope=\"cache\"", "origin=\"here\""))
                .isEqualTo(1);
        assertThat(after.value("tenantcache_breaker_state", "state=\"closed\"")).isEqualTo(1);
        assertThat(after.text()).doesNotContain("umbrella").doesNotContain("127.0.0.1");
    }

    /** Each that the guide names, with its unit; those of limits are below. */
    @Test
    void metrics_all() {
        Node node = new Node(requireNonNull(url));
        node.get("conversations/1", tenant);
        Metrics metrics = Metrics.of(node);
        String cache = "cache=\"conversations\"";

        for (String tier : List.of("near", "remote", "none")) {
            assertThat(metrics.value("tenantcache_gets_total", cache, "tier=\"" + tier + "\""))
                    .isNotNegative();
        }
        for (String metric : List.of("stale_total", "puts_total", "removals_total")) {
            assertThat(metrics.value("tenantcache_" + metric, cache)).as(metric).isNotNegative();
        }
        assertThat(metrics.value("tenantcache_loads_total", cache, "result=\"success\""))
                .isPositive();
        assertThat(metrics.value("tenantcache_loads_total", cache, "result=\"failure\""))
                .isZero();
        assertThat(metrics.value("tenantcache_loads_time_seconds", cache)).isPositive();
        for (String scope : List.of("key", "tag", "cache", "tenant")) {
            assertThat(metrics.value("tenantcache_invalidations_total", cache, "scope=\"" + scope + "\""))
                    .as(scope)
                    .isNotNegative();
        }
        for (String kind : List.of("remote", "decoding", "encoding")) {
            assertThat(metrics.value("tenantcache_failures_total", cache, "kind=\"" + kind + "\""))
                    .as(kind)
                    .isNotNegative();
        }
        for (String cause : List.of("size", "expired", "outdated")) {
            assertThat(metrics.value("tenantcache_evictions_total", cache, "cause=\"" + cause + "\""))
                    .as(cause)
                    .isNotNegative();
        }
        assertThat(metrics.value("tenantcache_near_entries", cache)).isPositive();
        assertThat(metrics.value("tenantcache_near_size_bytes", cache)).isPositive();
        for (String operation : List.of("read", "write")) {
            String tag = "operation=\"" + operation + "\"";
            assertThat(metrics.value("tenantcache_remote_operations_total", cache, tag))
                    .isPositive();
            assertThat(metrics.value("tenantcache_remote_time_seconds", cache, tag))
                    .isPositive();
            assertThat(metrics.value("tenantcache_remote_duration_seconds", cache, tag, "quantile=\"0.5\""))
                    .isPositive();
        }
        assertThat(metrics.value("tenantcache_journal_depth")).isZero();
        assertThat(metrics.value("tenantcache_near_trusted")).isEqualTo(1);
        for (String metric : List.of("breaker_openings_total", "remote_failures_total", "coherence_lag_seconds")) {
            assertThat(metrics.value("tenantcache_" + metric)).as(metric).isNotNegative();
        }
        assertThat(metrics.value("tenantcache_coherence_propagation_seconds", "quantile=\"0.99\""))
                .isPositive();
    }

    @Test
    void metrics_ofALimit() {
        Node node = new Node(requireNonNull(url));
        for (int i = 0; i < 5; i++) {
            node.response("limits/tenant", tenant);
        }
        Metrics metrics = Metrics.of(node);
        String limit = "limit=\"tenant\"";

        assertThat(metrics.value("tenantcache_ratelimit_admitted_total", limit)).isEqualTo(3);
        assertThat(metrics.value("tenantcache_ratelimit_denied_total", limit, "from=\"counters\"")
                        + metrics.value("tenantcache_ratelimit_denied_total", limit, "from=\"memory\""))
                .isEqualTo(2);
        assertThat(metrics.text()).doesNotContain("umbrella");
    }

    @Test
    void readiness() {
        Node node = new Node(requireNonNull(url));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var response = node.ofServer("/health/ready");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.body().replaceAll("\\s", ""))
                    .contains("\"name\":\"tenantcache\"")
                    .contains("\"remote\":\"up\"");
        });
    }
}
