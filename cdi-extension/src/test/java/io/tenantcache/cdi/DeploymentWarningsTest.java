package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;

/** What a deployment says of what may be meant, and most likely is not. */
class DeploymentWarningsTest {

    @ApplicationScoped
    static class Nameless {
        @CacheRemove
        void forget(long id) {}

        @CacheRemove(cacheName = "names")
        void forgetName(long id) {}
    }

    @ApplicationScoped
    static class Related {
        @CacheResult(cacheName = "names")
        String name(long id) {
            return "name";
        }

        @CacheResult(cacheName = "names")
        CharSequence nickname(long id) {
            return "nickname";
        }

        @CacheResult(cacheName = "names", skipGet = true)
        String anew(long id) {
            return "new name";
        }
    }

    @Test
    void settingOfASource_thatIsNotAsked() {
        Map<String, String> given = Map.of(
                "tenantcache.tenant.sources", "bean,header",
                "tenantcache.tenant.claim", "org",
                "tenantcache.tenant.header", "X-Organisation",
                "tenantcache.tenant.principal", "*@{tenant}",
                "tenantcache.tenant.host", "{tenant}.example.com",
                "tenantcache.tenant.path", "/org/{tenant}");
        try (var log = LogLines.of("io.tenantcache.cdi.extension.TenantSources")) {
            Application.configured(given, Contacts.class).close();
            assertThat(log.lines())
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("TC-143 tenantcache.tenant.")
                            .contains("has no effect: tenantcache.tenant.sources does not name "));
            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line).contains("tenant.claim ", "'token'"))
                    .anySatisfy(line -> assertThat(line).contains("tenant.principal ", "'principal'"))
                    .anySatisfy(line -> assertThat(line).contains("tenant.host ", "'host'"))
                    .anySatisfy(line -> assertThat(line).contains("tenant.path ", "'path'"));
            log.lines().clear();

            Application.configured(Map.of("tenantcache.tenant.claim", "org"), Contacts.class)
                    .close();
            assertThat(log.lines()).as("the default names the token").isEmpty();
            assertThatThrownBy(() -> Application.configured(Map.of(
                                    "tenantcache.tenant.sources", "paths",
                                    "tenantcache.tenant.path", "/org/{tenant}"))
                            .close())
                    .hasMessageContaining("TC-002 tenantcache.tenant.sources ");
            assertThat(log.lines()).as("it may be misspelled").isEmpty();
        }
    }

    @Test
    void changeWithoutTheNameOfACache() {
        try (var log = LogLines.of("io.tenantcache.cdi.extension.MethodValidation")) {
            Application.of(Nameless.class).close();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("TC-144 ")
                    .contains("Nameless.forget(long) names no cache", "Set cacheName");
        }
    }

    @Test
    void relatedResultsInOneCache() {
        try (var log = LogLines.of("io.tenantcache.cdi.extension.CollisionValidation")) {
            Application.of(Related.class).close();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("TC-145 ")
                    .contains("Related.name(long)", "Related.nickname(long)", "the cache 'names'")
                    .contains("MethodKeyGenerator")
                    .doesNotContain("Related.anew(long)");
        }
    }
}
