package io.tenantcache.jcache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.Codec;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfigLoader;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.ByteArrayCodec;

/** What the settings of codecs and compression do, shown on a real Redis. */
class CodecSettingsTest {

    private static final List<Object> VALUE = new ArrayList<>(List.of("text", Instant.EPOCH, Map.of("a", 7L)));

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    @ParameterizedTest
    @EnumSource
    void otherNode_readsWithTheSameCodecAlone(Codec writer) {
        for (Codec reader : Codec.values()) {
            try (TenantCacheManager one = open(Map.of("tenantcache.codec", name(writer)));
                    TenantCacheManager other = open(Map.of("tenantcache.caches.c.codec", name(reader)))) {
                TenantCache<String, Object> written = one.getOrCreateCache("c");
                TenantCache<String, Object> read = other.getOrCreateCache("c");
                written.put("k", VALUE);
                assertThat(read.get("k")).isEqualTo(reader == writer ? VALUE : null);
                read.put("k", "of the reader");
                assertThat(read.get("k")).isEqualTo("of the reader");
                written.remove("k");
            }
        }
    }

    /** The bytes that Kryo makes of this number are a tabulator and a one, which JSON would read. */
    @Test
    void otherNode_doesNotReadWhatItCould() {
        try (TenantCacheManager one = open(Map.of());
                TenantCacheManager other = open(Map.of("tenantcache.codec", "json"))) {
            one.getOrCreateCache("c").put("k", -25L);
            assertThat(new String(stored(one, "k"), ISO_8859_1)).contains("\t1");
            assertThat(other.getOrCreateCache("c").get("k")).isNull();
        }
    }

    @Test
    void compression_isSeenByRedisAlone() {
        String text = "the same again ".repeat(1_000);
        try (TenantCacheManager one = open(Map.of("tenantcache.compression.above", "1KB"));
                TenantCacheManager other = open(Map.of())) {
            TenantCache<String, Object> cache = one.getOrCreateCache("c");
            TenantCache<String, Object> uncompressed = other.getOrCreateCache("c");
            cache.put("long", text);
            cache.put("short", "the same again");
            assertThat(stored(one, "long").length).isLessThan(text.length() / 10);
            assertThat(new String(stored(one, "short"), ISO_8859_1)).contains("the same agai");
            assertThat(uncompressed.get("long")).isEqualTo(text);
            uncompressed.put("long", text + "!");
            assertThat(stored(one, "long").length).isGreaterThan(text.length());
            assertThat(cache.getAndRemove("long")).isEqualTo(text + "!");
        }
    }

    private static byte[] stored(TenantCacheManager manager, String key) {
        RedissonClient redisson = manager.unwrap(RedissonClient.class);
        String name = redisson.getKeys()
                .getKeysStream(KeysScanOptions.defaults().pattern("{*}:c:" + key + ":v1"))
                .findFirst()
                .orElseThrow();
        return redisson.<byte[]>getBucket(name, ByteArrayCodec.INSTANCE).get();
    }

    private static String name(Codec codec) {
        return codec.name().toLowerCase(Locale.ROOT);
    }

    private static TenantCacheManager open(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("tenantcache.redis.address", redis.address().toString());
        return new TenantCachingProvider()
                .open(
                        URI.create("node"),
                        CodecSettingsTest.class.getClassLoader(),
                        TenantCacheConfigLoader.load(all, Tenancy.SHARED),
                        Optional::empty);
    }
}
