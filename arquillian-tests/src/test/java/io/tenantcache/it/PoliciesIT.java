package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.it.app.policy.PriceResource;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What {@code @CachePolicy} says, over Redis, with loads on threads that the server knows nothing of. */
@ArquillianTest
class PoliciesIT extends ApplicationOverRedis {

    private static final String APPLICATION = "policies";

    private final String name = UUID.randomUUID().toString();

    PoliciesIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive(APPLICATION, """
                        tenantcache.redis.address=%s
                        tenantcache.preset.lunch-break=45m
                        tenantcache.stale.retry-after=50ms
                        """.formatted(Redis.shared().address()))
                .addPackage(PriceResource.class.getPackage());
    }

    private String price(String policy) {
        return node.get("prices/" + policy + "/" + name, tenant);
    }

    private long secondsLeft(String policy) {
        return secondsLeft(policy, name);
    }

    private long secondsLeft(String policy, String of) {
        return Long.parseLong(node.get("prices/" + policy + "/" + of + "/left", tenant));
    }

    private int calls(String policy) {
        return Integer.parseInt(node.get("prices/" + policy + "/" + name + "/calls", tenant));
    }

    private void market(String policy, String state) {
        node.put("prices/" + policy + "/" + name, tenant, state);
    }

    private void awaitEndOfLife(String policy) {
        await().until(() -> secondsLeft(policy) == 0);
    }

    /** What the load of that number gives for this test's tenant: the other cache has had it before. */
    private String loaded(int call) {
        return name + " call " + call + " " + node.get("stats", tenant);
    }

    /** Which of the loads it is from, the time decides; not whose tenant's it is. */
    private void awaitReload(String policy, String first) {
        String stats = node.get("stats", tenant);
        await().untilAsserted(() -> assertThat(price(policy))
                .isNotEqualTo(first)
                .startsWith(name + " call ")
                .endsWith(" " + stats));
    }

    @Test
    void ttl_ofAPreset() {
        assertThat(price("preset")).isEqualTo(loaded(1));

        assertThat(price("preset")).isEqualTo(loaded(1));
        assertThat(secondsLeft("preset")).isBetween(200L, 300L);
    }

    @Test
    void ttl_ofAPresetOfTheConfiguration() {
        assertThat(price("own-preset")).isEqualTo(loaded(1));

        assertThat(price("own-preset")).isEqualTo(loaded(1));
        assertThat(secondsLeft("own-preset")).isBetween(44L * 60, 45L * 60);
    }

    @Test
    void ttl_byTheResult() {
        price("by-result");
        assertThat(secondsLeft("by-result")).isBetween(59L * 60, 60L * 60);

        String often = "volatile " + name;
        String path = "prices/by-result/" + often.replace(" ", "%20");
        String price = node.get(path, tenant);
        assertThat(node.get(path, tenant)).isEqualTo(price);
        assertThat(secondsLeft("by-result", often.replace(" ", "%20"))).isBetween(1L, 60L);
    }

    @Test
    void staleIfError() {
        String first = price("stale-if-error");
        assertThat(first).isEqualTo(loaded(1));
        market("stale-if-error", "FAILING");

        await().untilAsserted(() -> {
            assertThat(price("stale-if-error")).isEqualTo(first);
            assertThat(calls("stale-if-error")).as("the source has failed").isGreaterThan(1);
        });

        market("stale-if-error", "OPEN");
        awaitReload("stale-if-error", first);
    }

    @Test
    void staleWhileRevalidate_forTheSameTenant() {
        String first = price("revalidated");
        assertThat(first).isEqualTo(loaded(1));
        market("revalidated", "HANGING");
        awaitEndOfLife("revalidated");

        assertThat(price("revalidated")).as("while it is loaded anew").isEqualTo(first);
        await().until(() -> calls("revalidated") == 2);
        assertThat(price("revalidated")).isEqualTo(first);

        market("revalidated", "OPEN");
        awaitReload("revalidated", first);
    }

    @Test
    void refreshAhead_forTheSameTenant() {
        String first = price("refreshed");
        assertThat(first).isEqualTo(loaded(1));

        awaitReload("refreshed", first);
    }

    @Test
    void loadDeadline() {
        market("deadline", "HANGING");

        assertThat(price("deadline")).isEqualTo("timed out");

        market("deadline", "OPEN");
        String price = price("deadline");
        assertThat(price).isEqualTo(loaded(2));
        assertThat(price("deadline")).isEqualTo(price);
    }

    @Test
    void softDeadline() {
        String first = price("soft-deadline");
        assertThat(first).isEqualTo(loaded(1));
        market("soft-deadline", "HANGING");
        awaitEndOfLife("soft-deadline");

        assertThat(price("soft-deadline")).as("while the load goes on").isEqualTo(first);
        assertThat(calls("soft-deadline")).isEqualTo(2);

        market("soft-deadline", "OPEN");
        awaitReload("soft-deadline", first);
    }
}
