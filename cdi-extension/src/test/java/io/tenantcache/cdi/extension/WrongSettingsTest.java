package io.tenantcache.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.config.ConfigDraft;
import io.tenantcache.config.SettingSource;
import io.tenantcache.config.TenantCacheConfigLoader;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Settings of this module that are not valid, where no key is known before it is asked for. */
class WrongSettingsTest {

    /** As the environment: it does not spell out what it holds. */
    private record Unlisted(Map<String, String> settings) implements SettingSource {

        @Override
        public String name() {
            return "variables";
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public @Nullable String get(String key) {
            return settings.get(key);
        }
    }

    private static ConfigDraft draft(Map<String, String> settings) {
        return TenantCacheConfigLoader.of(new Unlisted(settings)).draft();
    }

    @Test
    void wrongLimit_isTold_andIsNotIncomplete() {
        ConfigDraft draft = draft(Map.of(
                "tenantcache.ratelimit.wrong.limit", "1",
                "tenantcache.ratelimit.wrong.window", "5",
                "tenantcache.ratelimit.right.limit", "1",
                "tenantcache.ratelimit.right.window", "5s",
                "tenantcache.ratelimit.half.limit", "1"));

        LimitSettings settings = LimitSettings.from(draft, Set.of("wrong", "right", "half"));

        assertThat(settings.limits()).containsOnlyKeys("right");
        assertThat(settings.incomplete()).containsExactly("half");
        assertThat(draft.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("tenantcache.ratelimit.wrong.window"));
    }

    @Test
    void wrongTags_areTold() {
        ConfigDraft draft = draft(Map.of(
                "tenantcache.caches.contacts.tags", "a,,b",
                "tenantcache.caches.orders.tags", "a,b"));

        TagSettings.from(draft, Set.of("contacts", "orders"));

        assertThat(draft.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("tenantcache.caches.contacts.tags"));
    }
}
