package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import fish.payara.cdi.jsr107.CacheResultInterceptor;
import fish.payara.cdi.jsr107.JSR107Producer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;

class ServerCachingTest {

    @ApplicationScoped
    static class Bean {
        @CacheResult(cacheName = "c")
        String find(long id) {
            return "found";
        }
    }

    @Test
    void serversInterceptorAndProducer_vetoed() {
        Map<String, String> shared = Map.of("tenantcache.tenancy", "shared");
        try (Application application =
                Application.configured(shared, Bean.class, CacheResultInterceptor.class, JSR107Producer.class)) {
            assertThat(application.bean(Bean.class).find(1)).isEqualTo("found");
            assertThat(application.bean(CacheManager.class).isClosed()).isFalse();
        }
    }
}
