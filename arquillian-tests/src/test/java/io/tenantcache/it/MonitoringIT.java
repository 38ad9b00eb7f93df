package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.it.app.policy.PriceResource;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics and the readiness of an application's caches, read from where the server shows them. */
@ArquillianTest
class MonitoringIT extends DeployedApplication {

    private static final String APPLICATION = "watched";

    private static final Redis REDIS = Redis.own();
    private static final String CLOSED = "state=\"closed\"";
    private static final String OPEN = "state=\"open\"";

    MonitoringIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive(APPLICATION, """
                        tenantcache.redis.address=%s
                        tenantcache.coherence.bound=2s
                        tenantcache.preset.lunch-break=45m
                        tenantcache.caches.prices-preset.near.max-entries=10
                        """.formatted(REDIS.address())).addPackage(PriceResource.class.getPackage());
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }

    /** Until then a server that has just started works from memory. */
    @BeforeEach
    void awaitRedis() {
        node.get("conversations/1", tenant);
        soon().untilAsserted(() -> requireConnected(Metrics.of(node)));
    }

    private static void requireConnected(Metrics metrics) {
        assertThat(metrics.value("tenantcache_breaker_state", CLOSED)).isEqualTo(1);
        assertThat(metrics.value("tenantcache_breaker_state", OPEN)).isZero();
        assertThat(metrics.value("tenantcache_journal_depth")).isZero();
        assertThat(metrics.value("tenantcache_near_trusted")).isEqualTo(1);
        assertThat(metrics.value("tenantcache_coherence_lag_seconds")).isLessThan(2);
    }

    @Test
    void metrics_ofACache() {
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
        assertThat(after.text()).doesNotContain(ACME).doesNotContain("127.0.0.1");
    }

    /** Each that the guide names, with its unit; those of limits are below. */
    @Test
    void metrics_all() {
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
    void metrics_ofLoadsThatFail_andOfWhatIsServedStale() {
        String price = "prices/stale-if-error/" + UUID.randomUUID();
        String cache = "cache=\"prices-stale-if-error\"";
        String failure = "result=\"failure\"";
        String first = node.get(price, tenant);
        Metrics before = Metrics.of(node);
        assertThat(before.value("tenantcache_stale_total", cache)).isZero();
        assertThat(before.value("tenantcache_loads_total", cache, failure)).isZero();

        node.put(price, tenant, "FAILING");
        soon().untilAsserted(() -> {
            assertThat(node.get(price, tenant)).isEqualTo(first);
            Metrics after = Metrics.of(node);
            assertThat(after.value("tenantcache_loads_total", cache, failure)).isPositive();
            assertThat(after.value("tenantcache_stale_total", cache)).isPositive();
        });
    }

    @Test
    void metrics_ofAFullMemory() {
        String cache = "cache=\"prices-preset\"";
        String size = "cause=\"size\"";
        node.get("prices/preset/0", tenant);
        assertThat(Metrics.of(node).value("tenantcache_evictions_total", cache, size))
                .isZero();

        for (int i = 1; i < 20; i++) {
            node.get("prices/preset/" + i, tenant);
        }
        soon().untilAsserted(() -> {
            Metrics after = Metrics.of(node);
            assertThat(after.value("tenantcache_evictions_total", cache, size)).isGreaterThanOrEqualTo(10);
            assertThat(after.value("tenantcache_near_entries", cache)).isBetween(1.0, 10.0);
        });
    }

    @Test
    void metrics_withoutRedis_andWithItAgain() {
        node.put("drafts/1", tenant, "text");
        Metrics before = Metrics.of(node);
        String openings = "tenantcache_breaker_openings_total";
        String failures = "tenantcache_remote_failures_total";

        REDIS.stop();
        try {
            soon().untilAsserted(() -> {
                node.get("drafts/none", tenant);
                assertThat(Metrics.of(node).value("tenantcache_breaker_state", OPEN))
                        .isEqualTo(1);
            });
            for (int i = 1; i <= 3; i++) {
                node.put("drafts/" + i, tenant, "other text");
            }
            soon().untilAsserted(() -> {
                Metrics away = Metrics.of(node);
                assertThat(away.value("tenantcache_journal_depth")).isEqualTo(3);
                assertThat(away.value("tenantcache_breaker_state", CLOSED)).isZero();
                assertThat(away.value("tenantcache_near_trusted")).isZero();
                assertThat(away.value("tenantcache_coherence_lag_seconds")).isGreaterThanOrEqualTo(2);
                assertThat(away.value(openings)).isGreaterThan(before.value(openings));
                assertThat(away.value(failures)).isGreaterThan(before.value(failures));
                assertThat(away.value("tenantcache_failures_total", "cache=\"drafts\"", "kind=\"remote\""))
                        .isPositive();
                assertThat(away.value("tenantcache_puts_total", "cache=\"drafts\""))
                        .isEqualTo(before.value("tenantcache_puts_total", "cache=\"drafts\"") + 3);
            });
        } finally {
            REDIS.start();
        }
        soon().untilAsserted(() -> requireConnected(Metrics.of(node)));
    }

    @Test
    void metrics_ofALimit() {
        for (int i = 0; i < 5; i++) {
            node.response("limits/tenant", tenant);
        }
        Metrics metrics = Metrics.of(node);
        String limit = "limit=\"tenant\"";

        assertThat(metrics.value("tenantcache_ratelimit_admitted_total", limit)).isEqualTo(3);
        assertThat(metrics.value("tenantcache_ratelimit_denied_total", limit, "from=\"counters\"")
                        + metrics.value("tenantcache_ratelimit_denied_total", limit, "from=\"memory\""))
                .isEqualTo(2);
        assertThat(metrics.text()).doesNotContain(ACME);
    }

    @Test
    void readiness() {
        soon().untilAsserted(() -> {
            var response = node.ofServer("/health/ready");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.body().replaceAll("\\s", ""))
                    .contains("\"name\":\"tenantcache\"")
                    .contains("\"remote\":\"up\"");
        });
    }
}
