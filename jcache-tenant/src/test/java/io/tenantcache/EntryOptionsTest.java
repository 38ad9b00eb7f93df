package io.tenantcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryOptionsTest {

    @Test
    void tags_withinTheLimits() {
        List<String> most = IntStream.range(0, EntryOptions.MOST_TAGS)
                .mapToObj(i -> "x".repeat(EntryOptions.LONGEST_TAG - 2) + (10 + i))
                .toList();
        assertThat(EntryOptions.none().withTags(most).tags()).containsExactlyInAnyOrderElementsOf(most);
        assertThat(EntryOptions.tagged("a", "a", "b").tags()).containsExactlyInAnyOrder("a", "b");
        assertThat(EntryOptions.none().tags()).isEmpty();
    }

    @Test
    void tags_beyondTheLimits_theMessageNamesTheLimitAndNoTag() {
        List<String> tooMany = IntStream.rangeClosed(0, EntryOptions.MOST_TAGS)
                .mapToObj(i -> "secret" + i)
                .toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryOptions.none().withTags(tooMany))
                .withMessageContaining("16")
                .withMessageNotContaining("secret");
        String tooLong = "secret".repeat(50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryOptions.tagged(tooLong))
                .withMessageContaining("200")
                .withMessageNotContaining("secret");
        for (String blank : List.of("", " \t\n")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EntryOptions.tagged(blank))
                    .withMessageContaining("white space");
            assertThatIllegalArgumentException().isThrownBy(() -> Invalidation.ofTag("c", blank));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Invalidation.ofTag("c", tooLong));
    }

    @Test
    void timeToLive_atLeastAMillisecond() {
        assertThat(EntryOptions.tagged("a").withTimeToLive(Duration.ofMillis(1)))
                .isEqualTo(
                        EntryOptions.none().withTimeToLive(Duration.ofMillis(1)).withTags(List.of("a")));
        for (Duration tooShort : List.of(Duration.ZERO, Duration.ofNanos(999_999), Duration.ofSeconds(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EntryOptions.none().withTimeToLive(tooShort))
                    .withMessageContaining("millisecond");
        }
    }

    @Test
    void copies_whatIsGiven() {
        List<String> tags = new ArrayList<>(List.of("a"));
        EntryOptions options = EntryOptions.none().withTags(tags);
        tags.add("b");
        assertThat(options.tags()).containsExactly("a");
    }

    @Test
    void toString_noTags() {
        assertThat(EntryOptions.tagged("secret").toString()).doesNotContain("secret");
        assertThat(Invalidation.ofTag("c", "secret").toString()).doesNotContain("secret");
    }
}
