package io.tenantcache.cdi.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.ParameterKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "*, , true",
                "*, a, true",
                "?, , false",
                "?, a, true",
                "?, ab, false",
                "a*, abc, true",
                "a*, bc, false",
                "*c, abc, true",
                "*c, abcd, false",
                "a*c, ac, true",
                "a*c, abcabc, true",
                "a*b*c, axbxc, true",
                "a*b*c, axcxb, false",
                "a**, a, true",
                "\\*, *, true",
                "\\*, a, false",
                "\\?, a, false",
                "\\\\, \\, true",
                "a\\, a\\, true",
                "?, \uD83D\uDE00, true",
                "[a-z], a, false",
                "a.c, abc, false",
                "42, 42, true"
            })
    void matches(String pattern, @Nullable String key, boolean expected) {
        assertThat(new KeyPattern(pattern).matches(key == null ? "" : key)).isEqualTo(expected);
    }

    @Test
    void keys_ofMethods() {
        assertThat(new KeyPattern("a,7,null").matches(ParameterKey.of("a", 7, null)))
                .isTrue();
        assertThat(new KeyPattern("[1, 2],b").matches(ParameterKey.of(new int[] {1, 2}, "b")))
                .isTrue();
        assertThat(new KeyPattern("PT1M").matches(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    @Timeout(10)
    void manyStars_areNoTrap() {
        assertThat(new KeyPattern("*a".repeat(50) + "b").matches("a".repeat(10_000)))
                .isFalse();
    }
}
