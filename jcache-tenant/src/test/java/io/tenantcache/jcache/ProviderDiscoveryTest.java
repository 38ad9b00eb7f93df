package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

class ProviderDiscoveryTest {

    @Test
    void getCachingProvider_isOurs_thoughRedissonIsThere() throws Exception {
        Class.forName("org.redisson.jcache.JCachingProvider");
        assertThat(Caching.getCachingProviders()).hasExactlyElementsOfTypes(TenantCachingProvider.class);
        assertThat(Caching.getCachingProvider()).isInstanceOf(TenantCachingProvider.class);
    }

    @Test
    void bare_cachesAreShared() {
        try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
            Cache<String, String> cache = manager.createCache("bare", new MutableConfiguration<>());
            cache.put("k", "v");
            assertThat(cache.get("k")).isEqualTo("v");
            assertThat(manager.<String, String>getCache("bare").get("k")).isEqualTo("v");
            assertThat(manager.getCache("none")).isNull();
        }
    }
}
