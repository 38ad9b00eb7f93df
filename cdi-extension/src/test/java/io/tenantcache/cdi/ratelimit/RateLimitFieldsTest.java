package io.tenantcache.cdi.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.cdi.ratelimit.RateLimitFields.Form;
import io.tenantcache.ratelimit.LimitState;
import io.tenantcache.ratelimit.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateLimitFieldsTest {

    private static final LimitState FREE = new LimitState(
            RateLimit.of("all", 1000, Duration.ofMinutes(1)), 998, Duration.ZERO, Duration.ofMillis(59_001));
    private static final LimitState REFUSING = new LimitState(
            RateLimit.of("sign-in", 10, Duration.ofMillis(1500)), 0, Duration.ofMillis(700), Duration.ofSeconds(2));

    @Test
    void of_bothForms() {
        assertThat(new RateLimitFields(RateLimitFields.parse("standard, LEGACY")).of(List.of(FREE, REFUSING)))
                .containsExactly(
                        java.util.Map.entry("RateLimit-Policy", "\"all\";q=1000;w=60, \"sign-in\";q=10;w=2"),
                        java.util.Map.entry("RateLimit", "\"all\";r=998;t=60, \"sign-in\";r=0;t=1"),
                        java.util.Map.entry("X-RateLimit-Limit", "10"),
                        java.util.Map.entry("X-RateLimit-Remaining", "0"),
                        java.util.Map.entry("X-RateLimit-Reset", "2"));
    }

    @Test
    void of_oneForm() {
        assertThat(new RateLimitFields(Set.of(Form.STANDARD)).of(List.of(FREE)))
                .containsOnlyKeys("RateLimit-Policy", "RateLimit");
        assertThat(new RateLimitFields(Set.of(Form.LEGACY)).of(List.of(FREE)))
                .containsOnlyKeys("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");
        assertThat(new RateLimitFields(RateLimitFields.parse("none")).of(List.of(FREE)))
                .isEmpty();
    }

    @Test
    void of_nothing() {
        assertThat(new RateLimitFields(Set.of(Form.values())).of(List.of())).isEmpty();
    }

    /** A field cannot be ended, nor another begun, by a name. */
    @Test
    void of_anyName() {
        LimitState odd = new LimitState(
                RateLimit.of("a\"b\\c\r\nX: y\u00e4", 1, Duration.ofSeconds(1)), 1, Duration.ZERO, Duration.ZERO);
        assertThat(new RateLimitFields(Set.of(Form.STANDARD)).of(List.of(odd)))
                .containsEntry("RateLimit", "\"a\\\"b\\\\c__X: y_\";r=1;t=0");
    }

    @Test
    void parse_unknown() {
        assertThatThrownBy(() -> RateLimitFields.parse("standard,modern")).isInstanceOf(IllegalArgumentException.class);
    }
}
