package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.ParameterKey;
import io.tenantcache.testing.RandomText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    private static final int CASES = 10_000;

    record Point(int x, Set<String> names) {}

    record Unlisted(int x) {}

    private final KeyText keys = new KeyText(
            AllowList.of(List.of(), List.of(Point.class)), getClass().getClassLoader());

    @Test
    void encode_readable() {
        assertThat(text("42")).isEqualTo("42");
        assertThat(text(42)).isEqualTo("~i42");
        assertThat(text("a b")).isEqualTo("a%20b");
        assertThat(text(ParameterKey.of(1, "open"))).isEqualTo("~k2,~i1,open");
    }

    @Test
    void encode_typesApart() {
        List<Object> all = new ArrayList<>(List.of(
                "1",
                1,
                1L,
                (short) 1,
                (byte) 1,
                '1',
                1.0,
                1.0f,
                true,
                "",
                "~i1",
                "z",
                -0.0,
                0.0,
                List.of(),
                List.of(1),
                Set.of(1),
                Map.of(1, 1),
                ParameterKey.of(),
                ParameterKey.of(""),
                ParameterKey.of("", "")));
        all.addAll(List.of(
                ParameterKey.of((Object) null),
                ParameterKey.of("a,b"),
                ParameterKey.of("a", "b"),
                ParameterKey.of(ParameterKey.of("a"), "b"),
                ParameterKey.of(ParameterKey.of("a", "b")),
                ParameterKey.of(List.of("a", "b")),
                ParameterKey.of("~n1"),
                new UUID(1, 1),
                new UUID(1, 1).toString(),
                TimeUnit.DAYS,
                "DAYS",
                LocalDate.EPOCH,
                new Point(1, Set.of()),
                List.of(1, Set.of())));
        assertThat(all.stream().map(this::text)).doesNotHaveDuplicates();
        for (Object key : all) {
            assertThat(keys.decode(text(key))).isEqualTo(key);
        }
    }

    @Test
    void encode_equalKeysOfOtherClasses() {
        assertThat(text(new ArrayList<>(List.of("a", 1)))).isEqualTo(text(List.of("a", 1)));
        assertThat(text(new CopyOnWriteArrayList<>(List.of("a", 1)))).isEqualTo(text(Arrays.asList("a", 1)));
        assertThat(text(new LinkedHashSet<>(List.of("x", "b", "a")))).isEqualTo(text(Set.of("a", "b", "x")));
        Map<String, Integer> map = new HashMap<>(Map.of("k", 1, "a", 2));
        assertThat(text(map)).isEqualTo(text(Map.of("a", 2, "k", 1)));
        assertThat(text(new Point(1, new HashSet<>(List.of("b", "a")))))
                .isEqualTo(text(new Point(1, Set.of("a", "b"))));
        // The same text twice is one object or two: no matter.
        String one = "same";
        String other = String.valueOf(one.toCharArray());
        assertThat(text(ParameterKey.of(one, one))).isEqualTo(text(ParameterKey.of(one, other)));
    }

    @Test
    void encode_long_isHashedAndKept() {
        String key = "k".repeat(3_000);
        EncodedKey encoded = keys.encode(key);
        assertThat(encoded.text()).hasSizeLessThan(64).startsWith("~h");
        assertThat(keys.decodeStored(Objects.requireNonNull(encoded.stored()))).isEqualTo(key);
        assertThat(text("k".repeat(3_001))).isNotEqualTo(encoded.text());
        assertThatThrownBy(() -> keys.decode(encoded.text())).isInstanceOf(DecodingException.class);
    }

    @Test
    void encode_classThatIsNotAllowed() {
        assertThatThrownBy(() -> keys.encode(new Unlisted(1)))
                .isInstanceOf(ClassNotAllowedException.class)
                .hasMessageContaining(Unlisted.class.getName());
        String text = text(new Point(1, Set.of())).replace("Point", "Unlisted");
        assertThatThrownBy(() -> keys.decode(text)).isInstanceOf(DecodingException.class);
    }

    @Test
    void random_roundTripAndDistinct() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RandomText texts = new RandomText(random);
        Map<String, Object> owners = new HashMap<>();
        for (int i = 0; i < CASES; i++) {
            Object key = key(random, texts, 3);
            EncodedKey encoded = keys.encode(key);
            String about = "seed " + seed + ", case " + i;
            assertThat(encoded.text()).as(about).matches("[A-Za-z0-9._,%~-]{0,512}");
            Object back = encoded.stored() == null ? keys.decode(encoded.text()) : keys.decodeStored(encoded.stored());
            assertThat(back).as(about).isEqualTo(key);
            Object owner = owners.putIfAbsent(encoded.text(), key);
            assertThat(owner == null || owner.equals(key)).as(about).isTrue();
        }
    }

    @Test
    void decode_garbage() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "~~~~~~iklsycodfuebnrkLSMmhz,,,,%%0129aAzZ._-";
        for (int i = 0; i < 5 * CASES; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(keys.decode(text.toString())).isNotNull();
            } catch (DecodingException expected) {
                assertThat(expected).as("seed %d, case %d", seed, i).hasMessageNotContaining("\n");
            }
        }
    }

    private static Object key(Random random, RandomText texts, int deepest) {
        return switch (random.nextInt(deepest == 0 ? 4 : 7)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextLong();
            case 2, 3 -> texts.next(4);
            case 4 -> ParameterKey.of(key(random, texts, deepest - 1), key(random, texts, deepest - 1));
            case 5 -> List.of(key(random, texts, deepest - 1));
            default -> Map.of(key(random, texts, deepest - 1), texts.next(2));
        };
    }

    private String text(Object key) {
        return keys.encode(key).text();
    }
}
