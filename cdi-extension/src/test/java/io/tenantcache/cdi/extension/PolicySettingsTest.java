package io.tenantcache.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tenantcache.cdi.CachePolicy;
import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.cdi.operation.MethodDeclaration;
import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.InvalidConfigurationException;
import io.tenantcache.config.SettingSource;
import io.tenantcache.config.TenantCacheConfigLoader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;

class PolicySettingsTest {

    private static final String CACHE = "tenantcache.caches.contacts.";

    static class Rows {
        @CacheResult(cacheName = "contacts")
        @CachePolicy(
                ttl = "week",
                staleWhileRevalidate = "1m",
                staleIfError = "2h",
                refreshAhead = "80%",
                loadDeadline = "3s",
                softDeadline = "200ms",
                jitter = "10%",
                absentTtl = "30s")
        String all(long id) {
            return "";
        }

        @CacheResult(cacheName = "contacts")
        @CachePolicy(ttl = "10", refreshAhead = "200%")
        String wrong(long id) {
            return "";
        }
    }

    private static SettingSource of(String name) {
        var method = Stream.of(Rows.class.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        var declaration =
                new MethodDeclaration(Rows.class, method, Set.of(method.getAnnotations()), List.of(Set.of()), null);
        return PolicySettings.from(CachedMethod.of(declaration).stream().toList());
    }

    private static CacheConfig contacts(Map<String, String> configured) {
        return TenantCacheConfigLoader.of(SettingSource.of("file", configured))
                .supplement(of("all"))
                .load()
                .cache("contacts");
    }

    @Test
    void members_areSettings() {
        CacheConfig config = contacts(Map.of());
        assertThat(config.remote().ttl()).hasDays(7);
        assertThat(config.freshness().stale().whileRevalidate()).hasMinutes(1);
        assertThat(config.freshness().stale().ifError()).hasHours(2);
        assertThat(config.freshness().refreshAhead()).isEqualTo(80);
        assertThat(config.freshness().jitter()).isEqualTo(10);
        assertThat(config.load().deadline()).hasSeconds(3);
        assertThat(config.load().softDeadline()).hasMillis(200);
        assertThat(config.load().absentTtl()).hasSeconds(30);
        long members = Arrays.stream(CachePolicy.class.getDeclaredMethods())
                .filter(member -> member.getReturnType() == String.class)
                .count();
        assertThat(of("all").names()).hasSize((int) members);
    }

    @Test
    void configurationOfTheCache_counts() {
        CacheConfig config = contacts(Map.of(CACHE + "remote.ttl", "5s", CACHE + "absent.ttl", "off"));
        assertThat(config.remote().ttl()).hasSeconds(5);
        assertThat(config.load().absentTtl()).isZero();
        assertThat(config.load().deadline()).hasSeconds(3);
    }

    @Test
    void configurationOfAllCaches_doesNot() {
        CacheConfig config = contacts(Map.of("tenantcache.remote.ttl", "5s", "tenantcache.near.ttl", "7s"));
        assertThat(config.remote().ttl()).hasDays(7);
        assertThat(config.near().ttl()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void wrongMembers_areNamed() {
        InvalidConfigurationException invalid = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> TenantCacheConfigLoader.of().supplement(of("wrong")).load());
        assertThat(invalid.problems())
                .extracting(problem -> problem.id() + " " + problem.source())
                .containsExactlyInAnyOrder(
                        "TC-002 @CachePolicy(ttl) of @CacheResult " + Rows.class.getName() + ".wrong(long)",
                        "TC-003 @CachePolicy(refreshAhead) of @CacheResult " + Rows.class.getName() + ".wrong(long)");
    }
}
