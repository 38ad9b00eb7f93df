package io.tenantcache.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import java.util.Arrays;
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

    /** The value of the series of that metric that has those tags, as the server writes them. */
    private static double value(String metrics, String metric, String... tags) {
        String series = metrics.lines()
                .filter(line ->
                        line.startsWith(metric + "{") && Arrays.stream(tags).allMatch(line::contains))
                .findFirst()
                .orElseThrow(() -> new AssertionError(metric + " is not among " + metrics));
        return Double.parseDouble(series.substring(series.lastIndexOf('}') + 1).strip());
    }

    @Test
    void metrics_ofACache() {
        Node node = new Node(requireNonNull(url));
        String near = "tier=\"near\"";
        String miss = "result=\"miss\"";
        String cache = "cache=\"conversations\"";
        node.get("conversations/1", tenant);
        String before = metrics(node);
        node.get("conversations/1", tenant);
        node.get("conversations/1", tenant);
        node.get("conversations/2", tenant);
        node.delete("conversations", tenant);
        String after = metrics(node);

        assertThat(value(after, "tenantcache_gets_total", cache, near))
                .isEqualTo(value(before, "tenantcache_gets_total", cache, near) + 2);
        assertThat(value(after, "tenantcache_gets_total", cache, miss))
                .isEqualTo(value(before, "tenantcache_gets_total", cache, miss) + 1);
        assertThat(value(after, "tenantcache_loads_duration_seconds", cache, "quantile=\"0.99\""))
                .isPositive();
        assertThat(value(after, "tenantcache_remote_operations_total", cache, "operation=\"read\""))
                .isPositive();
        assertThat(value(after, "tenantcache_invalidations_total", cache, "scope=\"cache\"", "origin=\"here\""))
                .isEqualTo(1);
        assertThat(value(after, "tenantcache_breaker_state", "state=\"closed\""))
                .isEqualTo(1);
        assertThat(after).doesNotContain("umbrella").doesNotContain("127.0.0.1");
    }

    /** Each that the guide names, with its unit; those of limits are below. */
    @Test
    void metrics_all() {
        Node node = new Node(requireNonNull(url));
        node.get("conversations/1", tenant);
        String metrics = metrics(node);
        String cache = "cache=\"conversations\"";

        for (String tier : List.of("near", "remote", "none")) {
            assertThat(value(metrics, "tenantcache_gets_total", cache, "tier=\"" + tier + "\""))
                    .isNotNegative();
        }
        for (String metric : List.of("stale_total", "puts_total", "removals_total")) {
            assertThat(value(metrics, "tenantcache_" + metric, cache))
                    .as(metric)
                    .isNotNegative();
        }
        assertThat(value(metrics, "tenantcache_loads_total", cache, "result=\"success\""))
                .isPositive();
        assertThat(value(metrics, "tenantcache_loads_total", cache, "result=\"failure\""))
                .isZero();
        assertThat(value(metrics, "tenantcache_loads_time_seconds", cache)).isPositive();
        for (String scope : List.of("key", "tag", "cache", "tenant")) {
            assertThat(value(metrics, "tenantcache_invalidations_total", cache, "scope=\"" + scope + "\""))
                    .as(scope)
                    .isNotNegative();
        }
        for (String kind : List.of("remote", "decoding", "encoding")) {
            assertThat(value(metrics, "tenantcache_failures_total", cache, "kind=\"" + kind + "\""))
                    .as(kind)
                    .isNotNegative();
        }
        for (String cause : List.of("size", "expired", "outdated")) {
            assertThat(value(metrics, "tenantcache_evictions_total", cache, "cause=\"" + cause + "\""))
                    .as(cause)
                    .isNotNegative();
        }
        assertThat(value(metrics, "tenantcache_near_entries", cache)).isPositive();
        assertThat(value(metrics, "tenantcache_near_size_bytes", cache)).isPositive();
        for (String operation : List.of("read", "write")) {
            String tag = "operation=\"" + operation + "\"";
            assertThat(value(metrics, "tenantcache_remote_operations_total", cache, tag))
                    .isPositive();
            assertThat(value(metrics, "tenantcache_remote_time_seconds", cache, tag))
                    .isPositive();
            assertThat(value(metrics, "tenantcache_remote_duration_seconds", cache, tag, "quantile=\"0.5\""))
                    .isPositive();
        }
        assertThat(value(metrics, "tenantcache_journal_depth")).isZero();
        assertThat(value(metrics, "tenantcache_near_trusted")).isEqualTo(1);
        for (String metric : List.of("breaker_openings_total", "remote_failures_total", "coherence_lag_seconds")) {
            assertThat(value(metrics, "tenantcache_" + metric)).as(metric).isNotNegative();
        }
        assertThat(value(metrics, "tenantcache_coherence_propagation_seconds", "quantile=\"0.99\""))
                .isPositive();
    }

    @Test
    void metrics_ofALimit() {
        Node node = new Node(requireNonNull(url));
        for (int i = 0; i < 5; i++) {
            node.response("limits/tenant", tenant);
        }
        String metrics = metrics(node);
        String limit = "limit=\"tenant\"";

        assertThat(value(metrics, "tenantcache_ratelimit_admitted_total", limit))
                .isEqualTo(3);
        assertThat(value(metrics, "tenantcache_ratelimit_denied_total", limit, "from=\"counters\"")
                        + value(metrics, "tenantcache_ratelimit_denied_total", limit, "from=\"memory\""))
                .isEqualTo(2);
        assertThat(metrics).doesNotContain("umbrella");
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

    private static String metrics(Node node) {
        var response = node.ofServer("/metrics?scope=application");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
