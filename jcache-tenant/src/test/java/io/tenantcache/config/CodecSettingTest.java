package io.tenantcache.config;

import static io.tenantcache.config.ConfigProblems.idsAndKeys;
import static io.tenantcache.config.ConfigProblems.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.testing.PartOfClassPath;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The codec and the compression of each cache, and of those that say nothing. */
class CodecSettingTest {

    @Test
    void default_isKryoUncompressed() {
        CodecConfig codec = load(Map.of()).defaults().codec();
        assertThat(codec).isEqualTo(new CodecConfig(Codec.KRYO, CodecConfig.NEVER));
    }

    @Test
    void perCache_overTheDefault() {
        TenantCacheConfig config = load(Map.of(
                "tenantcache.codec", "JSON",
                "tenantcache.compression.above", "4KB",
                "tenantcache.codec.allow", "com.acme.*",
                "tenantcache.caches.fast.codec", "kryo",
                "tenantcache.caches.fast.compression.above", "off",
                "tenantcache.caches.old.codec", "java"));
        assertThat(config.cache("any").codec()).isEqualTo(new CodecConfig(Codec.JSON, 4096));
        assertThat(config.cache("fast").codec()).isEqualTo(new CodecConfig(Codec.KRYO, CodecConfig.NEVER));
        assertThat(config.cache("old").codec()).isEqualTo(new CodecConfig(Codec.JAVA, 4096));
        assertThat(config.codecAllow()).containsExactly("com.acme.*");
    }

    @Test
    void inCode() {
        TenantCacheConfig config = TenantCacheConfig.builder()
                .cache("c", cache -> cache.codec(Codec.JAVA).compressionAbove(1))
                .build();
        assertThat(config.cache("c").codec()).isEqualTo(new CodecConfig(Codec.JAVA, 1));
        assertThat(idsAndKeys(problemsOf(() -> TenantCacheConfig.builder()
                        .cache("c", cache -> cache.compressionAbove(0))
                        .build())))
                .containsExactly("TC-003 tenantcache.caches.c.compression.above");
    }

    @Test
    void mistakes() {
        assertThat(idsAndKeys(problemsOf(() -> load(Map.of(
                        "tenantcache.codec", "xml",
                        "tenantcache.compression.above", "never",
                        "tenantcache.caches.c.compression.above", "0")))))
                .containsExactlyInAnyOrder(
                        "TC-002 tenantcache.codec",
                        "TC-002 tenantcache.compression.above",
                        "TC-003 tenantcache.caches.c.compression.above");
    }

    /** The message names what to add; the other codecs do without. */
    @Test
    void json_withoutItsLibrary() throws Exception {
        try (URLClassLoader without = PartOfClassPath.of(jar -> !jar.startsWith("jackson-core"))) {
            Class<?> tenancy = without.loadClass(Tenancy.class.getName());
            Method load =
                    without.loadClass(TenantCacheConfigLoader.class.getName()).getMethod("load", Map.class, tenancy);
            Object shared = tenancy.getEnumConstants()[0];
            assertThat(load.invoke(null, Map.of("tenantcache.codec", "java"), shared))
                    .isNotNull();
            assertThatThrownBy(() -> load.invoke(null, Map.of("tenantcache.caches.c.codec", "json"), shared))
                    .cause()
                    .hasMessageContaining("TC-009")
                    .hasMessageContaining("tenantcache.caches.c.codec")
                    .hasMessageContaining("tools.jackson.core:jackson-core");
        }
    }

    private static TenantCacheConfig load(Map<String, String> settings) {
        return TenantCacheConfigLoader.load(settings, Tenancy.SHARED);
    }
}
