package io.tenantcache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyIndexTest {

    @ParameterizedTest
    @CsvSource({
        "tenantcache.near.ttll, tenantcache.near.ttl",
        "tenantcache.near.max-entires, tenantcache.near.max-entries",
        "tenantcache.redis.adress, tenantcache.redis.address",
        "tenantcache.redis.truststore, tenantcache.redis.trust-store",
        "tenantcache.remote.max-entries, tenantcache.near.max-entries",
        "tenantcache.caches.conversations.remote.tll, tenantcache.caches.conversations.remote.ttl",
        "tenantcache.caches.com.acme.Inbox.find.near.maxentries,"
                + " tenantcache.caches.com.acme.Inbox.find.near.max-entries",
        "tenantcache.cache.conversations.remote.ttl, tenantcache.caches.conversations.remote.ttl",
        "tenantcache.conversations.remote.ttl, tenantcache.caches.conversations.remote.ttl",
        "tenantcache.cascades.conversations, tenantcache.cascade.conversations",
        "tenantcache., tenantcache.codec",
        "TENANTCACHE_NEAR_TTLL, TENANTCACHE_NEAR_TTL",
        "TENANTCACHE_CACHES_DASHBOARD_STATS_REMOTE_TLL, TENANTCACHE_CACHES_DASHBOARD_STATS_REMOTE_TTL"
    })
    void unknown_namesTheNearest(String misspelled, String nearest) {
        assertThat(index(misspelled).unknown())
                .singleElement()
                .extracting(key -> key.problem().remedy(), InstanceOfAssertFactories.STRING)
                .isEqualTo("The nearest one is " + nearest + ".");
    }

    @Test
    void unknown_noSettingIs() {
        String[] keys = Settings.ALL.stream()
                .flatMap(setting -> switch (setting.reach()) {
                    case ONCE -> Stream.of(setting.key());
                    case ALL_AND_EACH ->
                        Stream.of(setting.key(), setting.template().with("some.Cache"));
                    case EACH -> Stream.of(setting.template().with("some.Cache"));
                })
                .flatMap(key -> Stream.of(key, VariableName.of(key)))
                .toArray(String[]::new);
        assertThat(keys).hasSizeGreaterThan(2 * Settings.ALL.size());
        assertThat(index(keys).unknown()).isEmpty();
    }

    @Test
    void caches_longestSuffixWins() {
        Setting<String> ttl =
                new Setting<>("tenantcache.ttl", Setting.Reach.ALL_AND_EACH, Formats.text(), null, "A shorter suffix.");
        SettingSource source = SettingSource.of("test", Map.of("tenantcache.caches.a.near.ttl", "5s"));
        for (List<Setting<?>> settings :
                List.of(List.<Setting<?>>of(ttl, Settings.NEAR_TTL), List.<Setting<?>>of(Settings.NEAR_TTL, ttl))) {
            assertThat(new KeyIndex(List.of(source), settings).caches()).containsExactly("a");
        }
    }

    private static KeyIndex index(String... keys) {
        Map<String, String> settings = Stream.of(keys).collect(Collectors.toMap(key -> key, key -> "any"));
        return new KeyIndex(List.of(SettingSource.of("test", settings)), Settings.ALL);
    }
}
