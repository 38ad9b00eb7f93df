package io.tenantcache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

    private static final Format<Duration> DURATION = Durations.upTo(Durations.LONGEST);

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "30 s, PT30S",
        "' 30s ', PT30S",
        "5m, PT5M",
        "2h, PT2H",
        "7d, PT168H",
        "PT30S, PT30S",
        "pt1.5s, PT1.5S",
        "P2DT3H, PT51H",
        "1ms, PT0.001S",
        "3650d, PT87600H"
    })
    void duration_valid(String text, Duration expected) {
        assertThat(DURATION.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"5%, 5", "' 50 % ', 50", "0%, 0", "100%, 100"})
    void percentage_valid(String text, int expected) {
        assertThat(Percentages.between(0, 100).parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"5, TC-002", "-5%, TC-002", "0.5%, TC-002", "%, TC-002", "1%, TC-003", "51%, TC-003"})
    void percentage_invalid(String text, String id) {
        assertThat(rejection(Percentages.between(2, 50), text).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "-30", "1.5"})
    void duration_bareNumber(String text) {
        Problem problem = rejection(DURATION, text);
        assertThat(problem.id()).isEqualTo("TC-002");
        assertThat(problem.explanation()).isEqualTo("'" + text + "' has no unit.");
        assertThat(problem.remedy()).contains("30s", "PT30S");
    }

    @Test
    void duration_bareNumber_suggestsItsUnits() {
        assertThat(rejection(DURATION, "45").remedy()).contains("45s for seconds or 45ms for milliseconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "30 seconds", "30S", "30x", "P1Y", "999999999999999d", "9999999999999999s", "1h30m"})
    void duration_malformed(String text) {
        Problem problem = rejection(DURATION, text);
        assertThat(problem.id()).isEqualTo("TC-002");
        assertThat(problem.explanation()).isEqualTo("'" + text + "' is not a duration.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "PT0S", "PT-1S", "PT0.0009S", "3651d", "PT9000000000000000S"})
    void duration_outOfRange(String text) {
        Problem problem = rejection(DURATION, text);
        assertThat(problem.id()).isEqualTo("TC-003");
        assertThat(problem.remedy()).isEqualTo("Choose a duration from 1ms to 3650d.");
    }

    @Test
    void word_isNamedBesideTheRange() {
        Format<Long> format = Formats.orUnlimited(Formats.count(1, 9), Long.MAX_VALUE);
        assertThat(rejection(format, "0").remedy()).isEqualTo("Choose a number from 1 to 9, or unlimited.");
        assertThat(rejection(format, "x").remedy()).isEqualTo("Write digits only, such as 1000, or unlimited.");
        assertThatThrownBy(() -> format.check(10L))
                .isInstanceOfSatisfying(
                        RejectedValueException.class,
                        rejected ->
                                assertThat(rejected.at("key", "code").remedy()).endsWith(", or unlimited."));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "10485760, 10485760",
        "10MB, 10485760",
        "10 mb, 10485760",
        "10MiB, 10485760",
        "512KB, 524288",
        "512kib, 524288",
        "1GB, 1073741824",
        "7B, 7"
    })
    void size_valid(String text, long expected) {
        assertThat(Sizes.positive().parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MB", "10 TB", "1.5MB", "-1", "9999999999999999GB", "ten"})
    void size_malformed(String text) {
        assertThat(rejection(Sizes.positive(), text).id()).isEqualTo("TC-002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0MB", "1125899906842625"})
    void size_outOfRange(String text) {
        assertThat(rejection(Sizes.positive(), text).id()).isEqualTo("TC-003");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost:6379, redis://localhost:6379",
        "REDISS://cache.example.com:6380, REDISS://cache.example.com:6380",
        "redis://[::1]:6379, redis://[::1]:6379",
        "redis://127.0.0.1:6379/, redis://127.0.0.1:6379/",
        "' redis://localhost:6379 ', redis://localhost:6379"
    })
    void address_valid(String text, URI expected) {
        assertThat(Addresses.redis().parse(text)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hush",
                "hush:6379",
                "http://hush:6379",
                "redis://hush",
                "redis://hush:0",
                "redis://hush:65536",
                "redis://:6379",
                "redis:hush",
                "redis://hu sh:6379",
                "redis://hush:6379/0",
                "redis://hush:6379?password=hush",
                "redis://hush:6379#hush",
                "redis://hush_hush:6379"
            })
    void address_malformed(String text) {
        Problem problem = rejection(Addresses.redis(), text);
        assertThat(problem.id()).isEqualTo("TC-002");
        assertThat(problem.toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"redis://anna:hush@localhost:6379", "redis://:hu sh@localhost:6379", "redis://hush@localhost"})
    void address_withCredentials(String text) {
        Problem problem = rejection(Addresses.redis(), text);
        assertThat(problem.id()).isEqualTo("TC-006");
        assertThat(problem.toString())
                .contains("tenantcache.redis.username", "tenantcache.redis.password")
                .doesNotContain("hush", "hu sh", "anna");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "FALSE, false", "' true ', true"})
    void flag_valid(String text, boolean expected) {
        assertThat(Formats.flag().parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "off", "ture"})
    void flag_malformed(String text) {
        assertThat(rejection(Formats.flag(), text).explanation()).contains("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"shared, SHARED", "per-tenant, PER_TENANT", "PER_TENANT, PER_TENANT"})
    void tenancy_valid(String text, Tenancy expected) {
        assertThat(Formats.tenancy().parse(text)).isEqualTo(expected);
    }

    @Test
    void tenancy_malformed() {
        assertThat(rejection(Formats.tenancy(), "private").remedy()).isEqualTo("Write shared or per-tenant.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1e3", "1_000", "ten", "1000000000000000000000"})
    void count_malformed(String text) {
        assertThat(rejection(Formats.count(1, 10), text).id()).isEqualTo("TC-002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "11"})
    void count_outOfRange(String text) {
        assertThat(rejection(Formats.count(1, 10), text).id()).isEqualTo("TC-003");
    }

    @Test
    void count_limitsAreIncluded() {
        assertThat(Formats.count(1, 10).parse("1")).isEqualTo(1);
        assertThat(Formats.count(1, 10).parse("+10")).isEqualTo(10);
    }

    @Test
    void patterns_valid() {
        String text = "com.acme.Order; com.acme.*,com.acme.**;com.acme.Or*;*;!com.acme.Secret$Inner;;com.acme.Order";
        assertThat(Formats.patterns().parse(text))
                .isEqualTo(List.of(
                        "com.acme.Order", "com.acme.*", "com.acme.**", "com.acme.Or*", "*", "!com.acme.Secret$Inner"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com..acme", "com.acme.", "maxdepth=5", "com.acme.*.Order", "com acme", "**", "!", "1com.A"})
    void patterns_malformed(String text) {
        assertThat(rejection(Formats.patterns(), text).explanation()).contains("'" + text + "'");
    }

    @Test
    void names_valid() {
        assertThat(Formats.names().parse("a, b.c ,,a")).isEqualTo(List.of("a", "b.c"));
    }

    @Test
    void file_readable(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("redisson.yaml"));
        assertThat(Formats.file().parse(" " + file + " ")).isEqualTo(file);
    }

    @Test
    void file_absent(@TempDir Path folder) {
        assertThat(rejection(Formats.file(), folder.resolve("none").toString()).id())
                .isEqualTo("TC-002");
        assertThat(rejection(Formats.file(), folder.toString()).id()).isEqualTo("TC-002");
        assertThat(rejection(Formats.file(), "\0").id()).isEqualTo("TC-002");
    }

    @Test
    void secret_isNotStripped() {
        assertThat(Formats.secret().parse(" a b ")).isEqualTo(" a b ");
    }

    @Test
    void prefix_braces() {
        assertThat(Formats.prefix().parse("app:")).isEqualTo("app:");
        assertThat(rejection(Formats.prefix(), "{app}:").id()).isEqualTo("TC-003");
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S, 500ms", "PT5S, 5s", "PT48H, 2d", "PT1.0005S, PT1.0005S", "PT-5S, PT-5S"})
    void durationText(Duration duration, String expected) {
        assertThat(Durations.text(duration)).isEqualTo(expected);
    }

    private static Problem rejection(Format<?> format, String text) {
        RejectedValueException rejected = catchThrowableOfType(RejectedValueException.class, () -> format.parse(text));
        assertThat(rejected).as("rejection of <%s>", text).isNotNull();
        return rejected.at("key", "source");
    }
}
