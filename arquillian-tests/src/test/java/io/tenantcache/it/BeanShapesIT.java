package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the annotations stand and what they say, as far as a server's own CDI has a part in it. */
@ArquillianTest
class BeanShapesIT extends ApplicationOverRedis {

    private static final String APPLICATION = "shapes";

    BeanShapesIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive(APPLICATION);
    }

    private void change(String method, String body) {
        assertThat(node.put("names/" + method + "/one", tenant, body)).isEqualTo("done");
    }

    private void changeThatFails(String method, String body) {
        assertThat(node.put("names/" + method + "/one?fails=true", tenant, body))
                .isEqualTo("failed");
    }

    private String read(String method, String name) {
        return node.get("names/" + method + "/" + name, tenant);
    }

    @Test
    void inheritedFromGenericClass() {
        String value = node.get("shapes/inheriting/1", tenant);

        assertThat(value).startsWith("inherited");
        assertThat(node.get("shapes/inheriting/1", tenant)).isEqualTo(value);
        assertThat(node.get("shapes/inheriting/2", tenant)).isNotEqualTo(value);
        assertThat(node.get("shapes/inheriting/1", otherTenant)).isNotEqualTo(value);
    }

    @Test
    void overridden_ownCache() {
        node.get("shapes/inheriting/1", tenant);
        String value = node.get("shapes/overriding/1", tenant);

        assertThat(value).startsWith("overridden");
        assertThat(node.get("shapes/overriding/1", tenant)).isEqualTo(value);
    }

    @Test
    void overriddenWithoutAnnotation_notCached() {
        assertThat(node.get("shapes/plain/1", tenant)).isNotEqualTo(node.get("shapes/plain/1", tenant));
    }

    @Test
    void annotationOfAnInterface_notCached() {
        String value = node.get("shapes/implementing/1", tenant);

        assertThat(value).startsWith("implementing");
        assertThat(node.get("shapes/implementing/1", tenant))
                .startsWith("implementing")
                .isNotEqualTo(value);
    }

    @Test
    void inheritedDefaultMethod() {
        String value = node.get("shapes/defaulting/1", tenant);

        assertThat(value).startsWith("defaulting");
        assertThat(node.get("shapes/defaulting/1", tenant)).isEqualTo(value);
        assertThat(node.get("shapes/defaulting/2", tenant)).isNotEqualTo(value);
    }

    @Test
    void keyGenerator_plainClass() {
        String value = read("find", "Name");

        assertThat(read("find", "NAME")).isEqualTo(value);
        assertThat(read("find", "other")).isNotEqualTo(value);
    }

    @Test
    void resolverFactory_bean() {
        String value = read("findInArchive", "one");
        assertThat(read("find", "one")).isNotEqualTo(value);
        change("removeAfter", "");
        assertThat(read("findInArchive", "one")).isEqualTo(value);

        change("removeFromArchive", "");
        assertThat(read("findInArchive", "one")).isNotEqualTo(value);
    }

    @Test
    void resolverFactory_ofDefaults() {
        String value = read("findArchived", "one");
        assertThat(read("findArchived", "ONE")).isEqualTo(value);
        assertThat(read("findInArchive", "one")).isEqualTo(value);
        assertThat(read("find", "one")).isNotEqualTo(value);

        change("removeArchived", "");
        assertThat(read("findArchived", "one")).isNotEqualTo(value);
    }

    @Test
    void defaults_ofAStereotype() {
        String value = read("findNickname", "one");
        assertThat(read("findNickname", "ONE")).isEqualTo(value);
        assertThat(read("find", "one")).isEqualTo(value);

        change("removeNickname", "");
        assertThat(read("findNickname", "one")).isNotEqualTo(value);
    }

    @Test
    void keyGenerator_bean() {
        String value = read("findByInitial", "one");

        assertThat(read("findByInitial", "other")).isEqualTo(value);
        assertThat(read("findByInitial", "two")).isNotEqualTo(value);
    }

    @Test
    void resolverFactory_plainClass_forFailuresToo() {
        String value = read("findOnShelf", "one");
        assertThat(read("findOnShelf", "one")).isEqualTo(value);
        change("removeFromShelf", "");
        assertThat(read("findOnShelf", "one")).isNotEqualTo(value);

        String missing = read("findOnShelf", "missing");
        assertThat(missing).startsWith("missing ");
        assertThat(read("findOnShelf", "missing")).isEqualTo(missing);
    }

    @Test
    void defaultCacheName() {
        String value = read("findUnnamed", "one");

        assertThat(read("findUnnamed", "one")).isEqualTo(value);
        change("removeUnnamed", "");
        assertThat(read("findUnnamed", "one")).isNotEqualTo(value);
    }

    @Test
    void tag() {
        String one = read("findInFamily", "first");
        String other = read("findInFamily", "second");
        assertThat(read("findInFamily", "first")).isEqualTo(one);

        change("removeFamily", "");
        assertThat(read("findInFamily", "first")).isNotEqualTo(one);
        assertThat(read("findInFamily", "second")).isNotEqualTo(other);
    }

    @Test
    void policy_ttl() {
        String value = read("findBriefly", "one");

        await().untilAsserted(() -> assertThat(read("findBriefly", "one")).isNotEqualTo(value));
    }

    @Test
    void cacheFor() {
        changeThatFails("putFor", "for");
        assertThat(read("find", "one")).isEqualTo("for");
        changeThatFails("putUnless", "unless");
        assertThat(read("find", "one")).isEqualTo("for");
        change("putUnless", "unless");
        assertThat(read("find", "one")).isEqualTo("unless");
    }

    @Test
    void evictFor_theOthers() {
        String value = read("find", "one");
        changeThatFails("removeUnless", "");
        assertThat(read("find", "one")).isEqualTo(value);

        changeThatFails("removeAllFor", "");
        String next = read("find", "one");
        assertThat(next).isNotEqualTo(value);

        changeThatFails("removeAllBefore", "");
        assertThat(read("find", "one")).isNotEqualTo(next);
    }

    @Test
    void cacheKey() {
        String value = read("findBecause", "one");

        assertThat(read("findBecause", "one")).isEqualTo(value);
        assertThat(read("find", "one")).isEqualTo(value);
    }

    @Test
    void skipGet() {
        String value = read("find", "one");
        String refreshed = read("refresh", "one");

        assertThat(refreshed).isNotEqualTo(value);
        assertThat(read("find", "one")).isEqualTo(refreshed);
    }

    @Test
    void put_beforeAndAfterInvocation() {
        changeThatFails("putBefore", "before");
        assertThat(read("find", "one")).isEqualTo("before");

        changeThatFails("putAfter", "after");
        assertThat(read("find", "one")).isEqualTo("before");
        change("putAfter", "after");
        assertThat(read("find", "one")).isEqualTo("after");
    }

    @Test
    void remove_beforeAndAfterInvocation() {
        String value = read("find", "one");
        changeThatFails("removeAfter", "");
        assertThat(read("find", "one")).isEqualTo(value);

        changeThatFails("removeBefore", "");
        assertThat(read("find", "one")).isNotEqualTo(value);
    }

    @Test
    void evictFor() {
        String value = read("find", "one");
        changeThatFails("removeFor", "");
        String next = read("find", "one");
        assertThat(next).isNotEqualTo(value);

        changeThatFails("removeAllUnless", "");
        assertThat(read("find", "one")).isEqualTo(next);
        change("removeAllUnless", "");
        assertThat(read("find", "one")).isNotEqualTo(next);
    }

    private String document(String end) {
        return node.get("documents/one?end=" + end, tenant);
    }

    private String changeDocument(String method, String end, String value) {
        return node.put("documents/one/" + method + "?end=" + end, tenant, value);
    }

    @ParameterizedTest
    @CsvSource({"UNREADABLE, true", "MISSING, false", "ILLEGAL, false"})
    void cachedAndNonCachedExceptions(String end, boolean kept) {
        String failure = document(end);

        assertThat(failure).startsWith("failed ");
        assertThat(document(end).equals(failure)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"UNREADABLE, true", "MISSING, false", "ILLEGAL, false"})
    void cacheForAndNoCacheFor(String end, boolean stored) {
        String value = document("WELL");

        assertThat(changeDocument("put", end, "put")).isEqualTo("failed");

        assertThat(document("WELL")).isEqualTo(stored ? "put" : value);
        assertThat(changeDocument("put", "WELL", "put well")).isEqualTo("done");
        assertThat(document("WELL")).isEqualTo("put well");
    }

    @ParameterizedTest
    @CsvSource({
        "remove, UNREADABLE, true",
        "remove, MISSING, false",
        "remove, ILLEGAL, false",
        "removeAll, UNREADABLE, true",
        "removeAll, MISSING, false",
        "removeAll, ILLEGAL, false"
    })
    void evictForAndNoEvictFor(String method, String end, boolean outdated) {
        String value = document("WELL");

        assertThat(changeDocument(method, end, "")).isEqualTo("failed");

        assertThat(document("WELL").equals(value)).isNotEqualTo(outdated);
    }
}
