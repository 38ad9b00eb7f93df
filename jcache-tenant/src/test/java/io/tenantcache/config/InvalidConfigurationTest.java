package io.tenantcache.config;

import static io.tenantcache.config.ConfigProblems.idsAndKeys;
import static io.tenantcache.config.ConfigProblems.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidConfigurationTest {

    @Test
    void load_floorAboveTheCeiling_blamesWhatIsGivenThere() {
        SettingSource source = SettingSource.of(
                "inbox.properties",
                Map.of(
                        "tenantcache.near.tenant-floor", "10%",
                        "tenantcache.caches.a.near.tenant-floor", "60%",
                        "tenantcache.caches.b.near.tenant-floor", "50%",
                        "tenantcache.caches.b.near.tenant-ceiling", "40%",
                        "tenantcache.caches.c.near.tenant-ceiling", "5%"));
        List<Problem> problems = problemsOf(TenantCacheConfigLoader.of(source)::load);
        assertThat(idsAndKeys(problems))
                .containsExactlyInAnyOrder(
                        "TC-003 tenantcache.caches.a.near.tenant-floor",
                        "TC-003 tenantcache.caches.b.near.tenant-floor",
                        "TC-003 tenantcache.caches.c.near.tenant-ceiling");
        assertThat(problems).allSatisfy(problem -> assertThat(problem.source()).isEqualTo("inbox.properties"));
    }

    @Test
    void load_collectsAllProblems() {
        SettingSource source = SettingSource.of(
                "inbox.properties",
                Map.ofEntries(
                        Map.entry("tenantcache.near.max-entries", "many"),
                        Map.entry("tenantcache.near.ttl", "30"),
                        Map.entry("tenantcache.near.tll", "30s"),
                        Map.entry("tenantcache.caches.conversations.remote.ttl", "0s"),
                        Map.entry("tenantcache.caches.conversations.remote", "1s"),
                        Map.entry("tenantcache.redis.address", "redis://anna:hush@localhost:6379"),
                        Map.entry("tenantcache.redis.timeout", "6s"),
                        Map.entry("tenantcache.redis.username", "anna"),
                        Map.entry("tenantcache.redis.trust-store", "/no/such/file"),
                        Map.entry("tenantcache.redis.trust-store-password", "hush"),
                        Map.entry("other.near.ttl", "not ours")));
        List<Problem> problems = problemsOf(TenantCacheConfigLoader.of(source)::load);
        assertThat(idsAndKeys(problems))
                .containsExactlyInAnyOrder(
                        "TC-002 tenantcache.near.max-entries",
                        "TC-002 tenantcache.near.ttl",
                        "TC-001 tenantcache.near.tll",
                        "TC-003 tenantcache.caches.conversations.remote.ttl",
                        "TC-001 tenantcache.caches.conversations.remote",
                        "TC-006 tenantcache.redis.address",
                        "TC-003 tenantcache.redis.timeout",
                        "TC-005 tenantcache.redis.username",
                        "TC-002 tenantcache.redis.trust-store");
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.source()).isEqualTo("inbox.properties");
            assertThat(problem.remedy()).isNotBlank();
        });
        assertThat(new InvalidConfigurationException(problems))
                .hasMessageStartingWith("The configuration of TenantCache has 9 problems:")
                .hasMessageContaining("TC-002 tenantcache.near.ttl (inbox.properties): '30' has no unit. Write 30s")
                .hasMessageContaining("The nearest one is tenantcache.near.ttl.")
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("hush", "anna");
    }

    @Test
    void load_combinationsOfRedis(@TempDir Path folder) throws Exception {
        String file = Files.createFile(folder.resolve("file")).toString();
        assertThat(idsAndKeys(problemsOf(() -> load(Map.of(
                        "tenantcache.redis.address",
                        "redis://localhost:6379",
                        "tenantcache.redis.config-file",
                        file,
                        "tenantcache.redis.username",
                        "app",
                        "tenantcache.redis.trust-store",
                        file)))))
                .containsExactly(
                        "TC-004 tenantcache.redis.address",
                        "TC-004 tenantcache.redis.username",
                        "TC-004 tenantcache.redis.trust-store",
                        "TC-005 tenantcache.redis.username",
                        "TC-005 tenantcache.redis.trust-store");
        assertThat(idsAndKeys(problemsOf(() -> load(Map.of("tenantcache.redis.trust-store-password", "hush")))))
                .containsExactly("TC-005 tenantcache.redis.trust-store-password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://a:1,redis://b:2 |          |       | TC-005 tenantcache.redis.address",
                "redis://a:1,redis://b:2 | sentinel |       | TC-005 tenantcache.redis.mode",
                "redis://a:1,redis://b:2 | cluster  | inbox | TC-005 tenantcache.redis.master-name",
                "redis://a:1             |          | inbox | TC-005 tenantcache.redis.master-name",
                "                        | cluster  |       | TC-005 tenantcache.redis.mode",
                "redis://a:1             | ring     |       | TC-002 tenantcache.redis.mode",
                "redis://a:1,rediss://b:2| cluster  |       | TC-002 tenantcache.redis.address",
                "redis://a:1,            | cluster  |       | TC-002 tenantcache.redis.address"
            })
    void load_topologyOfRedis(
            @Nullable String address, @Nullable String mode, @Nullable String masterName, String problem) {
        Map<String, String> settings = new HashMap<>();
        settings.put("tenantcache.redis.address", address == null ? "" : address);
        settings.put("tenantcache.redis.mode", mode == null ? "" : mode);
        settings.put("tenantcache.redis.master-name", masterName == null ? "" : masterName);
        assertThat(idsAndKeys(problemsOf(() -> load(settings)))).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keyed   |                  | TC-005 tenantcache.ratelimit.subjects",
                "        | hush, hush, hush | TC-005 tenantcache.ratelimit.secret",
                "plain   | hush, hush, hush | TC-005 tenantcache.ratelimit.secret",
                "keyed   | hush             | TC-003 tenantcache.ratelimit.secret",
                "secret  |                  | TC-002 tenantcache.ratelimit.subjects"
            })
    void load_subjectsOfLimits(@Nullable String subjects, @Nullable String secret, String problem) {
        Map<String, String> settings = new HashMap<>(Map.of("tenantcache.redis.address", "redis://a:1"));
        settings.put("tenantcache.ratelimit.subjects", subjects == null ? "" : subjects);
        settings.put("tenantcache.ratelimit.secret", secret == null ? "" : secret);
        List<Problem> problems = problemsOf(() -> load(settings));
        assertThat(idsAndKeys(problems)).containsExactly(problem);
        assertThat(problems).asString().doesNotContain("hush");
    }

    @Test
    void load_rejectedPartOfRedis_isNoSecondProblem() {
        assertThat(idsAndKeys(problemsOf(() -> load(Map.of(
                        "tenantcache.redis.address", "rediss://localhost:6379",
                        "tenantcache.redis.trust-store", "/no/such/file",
                        "tenantcache.redis.trust-store-password", "hush")))))
                .containsExactly("TC-002 tenantcache.redis.trust-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenantcache.",
                "tenantcache.caches.near.ttl",
                "tenantcache.caches..near.ttl",
                "tenantcache.caches.\"\".near.ttl",
                "tenantcache.cascade.",
                "tenantcache.caches.a.redis.address",
                "tenantcache.tenant.claim"
            })
    void load_unknownKeyOfTheApplication(String key) {
        assertThat(idsAndKeys(problemsOf(() -> load(Map.of(key, "30s"))))).containsExactly("TC-001 " + key);
    }

    @Test
    void load_sameSettingTwice() {
        Map<String, String> settings =
                Map.of("tenantcache.caches.a.near.ttl", "5s", "tenantcache.caches.\"a\".near.ttl", "6s");
        assertThat(idsAndKeys(problemsOf(() -> load(settings))))
                .containsExactly("TC-007 tenantcache.caches.a.near.ttl");
    }

    @Test
    void load_problemNamesTheSourceThatDecides() {
        Properties given = new Properties();
        given.setProperty("tenantcache.near.ttl", "soon");
        List<Problem> problems =
                problemsOf(TenantCacheConfigLoader.of(SettingSource.of("file", Map.of("tenantcache.near.ttl", "never")))
                        .override("properties of the provider", given)::load);
        assertThat(problems).singleElement().extracting(Problem::source).isEqualTo("properties of the provider");
    }

    @Test
    void load_sourceThatFails() {
        SettingSource failing = new SettingSource() {
            @Override
            public String name() {
                return "vault";
            }

            @Override
            public Set<String> names() {
                return Set.of("tenantcache.redis.password");
            }

            @Override
            public String get(String key) {
                throw new IllegalStateException("hush");
            }
        };
        List<Problem> problems = problemsOf(TenantCacheConfigLoader.of(failing)::load);
        assertThat(problems).allMatch(problem -> problem.id().equals("TC-008"));
        assertThat(idsAndKeys(problems)).contains("TC-008 tenantcache.redis.password");
        assertThat(problems.toString())
                .contains("java.lang.IllegalStateException")
                .doesNotContain("hush");
    }

    @Test
    void problem_isOneLine() {
        List<Problem> problems =
                problemsOf(() -> load(Map.of("tenantcache.near\n.ttl", "a", "tenantcache.near.ttl", "a\rb")));
        assertThat(problems)
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("\n", "\r"));
    }

    private static TenantCacheConfig load(Map<String, String> settings) {
        return TenantCacheConfigLoader.load(settings, Tenancy.SHARED);
    }
}
