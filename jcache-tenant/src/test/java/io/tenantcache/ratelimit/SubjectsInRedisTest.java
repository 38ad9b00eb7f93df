package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.config.RedisConfigBuilder;
import io.tenantcache.redis.RedisStore;
import io.tenantcache.store.LimitCounters.Counter;
import io.tenantcache.store.LimitCounters.Effect;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the keys of the counters hold of those whom they count. */
class SubjectsInRedisTest {

    private static final String SECRET = "a secret of more than sixteen characters";
    private static final String ADDRESS = "192.0.2.77";
    private static final List<String> HOSTILE = List.of(
            "a:b",
            "{a}",
            "}",
            "{",
            "a}:b{",
            "!limit:",
            "%3A",
            "*",
            "?[x]",
            "\u0000\r\n",
            "\uD83D\uDE00",
            "\uD83D",
            "\uDE00",
            "?",
            "Zo\u00EB",
            "Zoe\u0308",
            " ",
            "");

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    @AfterEach
    void empty() {
        redis.ask("FLUSHALL");
    }

    private static Counter of(Tenant tenant, String subject) {
        return new Counter(tenant, "sign-in", subject, 1, Duration.ofMinutes(10));
    }

    /** The keys that there are when those are counted, each of them once. */
    private static Set<String> keys(Consumer<RedisConfigBuilder> settings, List<Counter> counters) {
        var config = Configs.patient(redis.address()).redis(settings).build().redis();
        try (RedisStore store = new RedisStore(Objects.requireNonNull(config))) {
            await().until(() -> store.client() != null);
            assertThat(counters)
                    .allSatisfy(counter -> assertThat(store.limits()
                                    .decide(List.of(counter), 1, Effect.COUNT)
                                    .admitted())
                            .isTrue());
            return Objects.requireNonNull(store.client())
                    .getKeys()
                    .getKeysStream()
                    .collect(Collectors.toSet());
        }
    }

    private static String key(Consumer<RedisConfigBuilder> settings, Tenant tenant, String subject) {
        redis.ask("FLUSHALL");
        return keys(settings, List.of(of(tenant, subject))).iterator().next();
    }

    @Test
    void digest_byDefault() {
        String key = key(settings -> {}, Tenant.SHARED, ADDRESS);

        assertThat(key).startsWith("{!limit:sign-in:").doesNotContain(ADDRESS);
        assertThat(key(settings -> {}, Tenant.SHARED, ADDRESS)).isEqualTo(key);
    }

    @Test
    void keyed() {
        String key = key(settings -> settings.keyedLimitSubjects(SECRET), Tenant.SHARED, ADDRESS);

        assertThat(key).startsWith("{!limit:sign-in:").doesNotContain(ADDRESS);
        assertThat(key(settings -> settings.keyedLimitSubjects(SECRET), Tenant.SHARED, ADDRESS))
                .isEqualTo(key);
        assertThat(key(settings -> settings.keyedLimitSubjects(SECRET + "!"), Tenant.SHARED, ADDRESS))
                .isNotEqualTo(key);
        assertThat(key(settings -> {}, Tenant.SHARED, ADDRESS)).isNotEqualTo(key);
    }

    @Test
    void plain() {
        assertThat(key(RedisConfigBuilder::plainLimitSubjects, Tenant.SHARED, ADDRESS))
                .isEqualTo("{!limit:sign-in:192.0.2.77}");
        assertThat(key(RedisConfigBuilder::plainLimitSubjects, Tenant.of("ac:me"), "{jane} doe"))
                .isEqualTo("{ac%3Ame}!limit:sign-in:%7Bjane%7D%20doe");
        assertThat(key(settings -> settings.plainLimitSubjects().keyPrefix("inbox"), Tenant.of("acme"), ""))
                .isEqualTo("inbox:{acme}!limit:sign-in:");
    }

    @Test
    void hostileTexts_areApart() {
        List<Counter> counters = HOSTILE.stream()
                .flatMap(text -> Stream.concat(
                        Stream.of(of(Tenant.SHARED, text), of(Tenant.of("acme"), text)),
                        text.isBlank() ? Stream.empty() : Stream.of(of(Tenant.of(text), "jane"))))
                .toList();
        List<Consumer<RedisConfigBuilder>> forms = List.of(
                settings -> {},
                settings -> settings.keyedLimitSubjects(SECRET),
                RedisConfigBuilder::plainLimitSubjects);

        assertThat(forms).allSatisfy(form -> {
            redis.ask("FLUSHALL");
            // One hash tag, which is the tenant's or the counter's own, and nothing that a shell or a log would stumble
            // over.
            assertThat(keys(form, counters))
                    .hasSize(counters.size())
                    .allMatch(key -> key.matches("\\{[^{}]*}[^{}]*") && key.matches("[!-~]*"));
        });
    }
}
