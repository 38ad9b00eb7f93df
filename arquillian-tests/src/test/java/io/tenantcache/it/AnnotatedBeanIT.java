package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An intercepted bean of one application. Each test has tenants of its own. */
@ArquillianTest
class AnnotatedBeanIT extends ApplicationOverRedis {

    private static final String APPLICATION = "annotated";

    AnnotatedBeanIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive(APPLICATION);
    }

    @Test
    void result_hit() {
        String reading = node.get("conversations/1", tenant);

        assertThat(node.get("conversations/1", tenant)).isEqualTo(reading);
    }

    @Test
    void result_miss() {
        assertThat(node.get("conversations/1", tenant)).isNotEqualTo(node.get("conversations/2", tenant));
    }

    @Test
    void result_otherTenant() {
        String reading = node.get("conversations/1", tenant);

        assertThat(node.get("conversations/1", otherTenant)).isNotEqualTo(reading);
        assertThat(node.get("conversations/1", tenant)).isEqualTo(reading);
    }

    @Test
    void result_noTenant() {
        var response = node.getWithoutTenant("conversations/1");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("conversations").contains("TenantContext");
    }

    @Test
    void result_tenantOfToken() {
        String reading = node.getWithToken("conversations/1", tenant);

        assertThat(node.getWithToken("conversations/1", tenant)).isEqualTo(reading);
        assertThat(node.get("conversations/1", tenant)).isEqualTo(reading);
        assertThat(node.getWithToken("conversations/1", tenant + " sister")).isNotEqualTo(reading);
    }

    @Test
    void result_tenantOfOwnResolver() {
        String reading = node.get("conversations/1", "initech");

        assertThat(node.getWithoutTenant("jobs/1?tenant=initech").body()).isEqualTo(reading);
        assertThat(node.getWithoutTenant("jobs/1?tenant=hooli").body()).isNotEqualTo(reading);
    }

    @Test
    void result_inRedis() {
        long before = Redis.shared().keys();
        node.get("conversations/1", tenant);

        assertThat(Redis.shared().keys()).isGreaterThan(before);
    }

    @Test
    void put() {
        node.get("conversations/1", tenant);
        String stats = node.get("stats", tenant);
        node.put("conversations/1", tenant, "as it was put");

        assertThat(node.get("conversations/1", tenant)).isEqualTo("as it was put");
        assertThat(node.get("stats", tenant)).isNotEqualTo(stats);
    }

    @Test
    void remove() {
        String first = node.get("conversations/1", tenant);
        String second = node.get("conversations/2", tenant);
        node.delete("conversations/1", tenant);

        assertThat(node.get("conversations/1", tenant)).isNotEqualTo(first);
        assertThat(node.get("conversations/2", tenant)).isEqualTo(second);
    }

    @Test
    void removeAll_cascade() {
        String conversation = node.get("conversations/1", tenant);
        String stats = node.get("stats", tenant);
        node.delete("conversations", tenant);

        assertThat(node.get("conversations/1", tenant)).isNotEqualTo(conversation);
        assertThat(node.get("stats", tenant)).isNotEqualTo(stats);
    }

    @Test
    void removeAll_otherTenant() {
        String conversation = node.get("conversations/1", tenant);
        String stats = node.get("stats", tenant);
        node.delete("conversations", otherTenant);

        assertThat(node.get("conversations/1", tenant)).isEqualTo(conversation);
        assertThat(node.get("stats", tenant)).isEqualTo(stats);
    }

    @Test
    void interceptors_oursOnly() {
        assertThat(node.get("interceptors/conversation", tenant)).isEqualTo(ours("CacheResult"));
        assertThat(node.get("interceptors/save", tenant)).isEqualTo(ours("CachePut"));
        assertThat(node.get("interceptors/delete", tenant)).isEqualTo(ours("CacheRemove"));
        assertThat(node.get("interceptors/deleteAll", tenant)).isEqualTo(ours("CacheRemoveAll"));
    }

    /** The one that stands outside of transactions, and the one at the method. */
    private static String ours(String annotation) {
        String name = "io.tenantcache.cdi.interceptor." + annotation;
        return name + "Interceptor\n" + name + "MethodInterceptor";
    }

    @Test
    void provider_byName() {
        assertThat(node.get("provider/1", tenant)).isEqualTo("value of 1");
    }

    @Test
    void injectedCaches() {
        node.put("drafts/1", tenant, "text");

        assertThat(node.get("drafts/1", tenant)).isEqualTo("text text");
        assertThat(node.get("drafts/1", otherTenant)).isEqualTo("null null");
    }
}
