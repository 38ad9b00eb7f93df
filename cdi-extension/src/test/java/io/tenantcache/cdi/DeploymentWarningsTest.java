package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
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
