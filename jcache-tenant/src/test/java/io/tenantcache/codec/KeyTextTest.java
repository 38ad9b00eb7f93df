package io.tenantcache.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.ParameterKey;
import io.tenantcache.testing.RandomText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"JdkObsolete", "JavaUtilDate", "UnicodeInCode"}) // applications have such keys
class KeyTextTest {

    private static final int CASES = 10_000;
    private static final String ALPHABET = "[A-Za-z0-9._,%~-]{0,512}";

    record Point(int x, Set<String> names) {}

    record Unlisted(int x) {}

    enum Season {
        ÉTÉ,
        ÈTÉ
    }

    record Sorted(
            SortedSet<String> set,
            NavigableMap<Integer, String> map,
            LinkedList<Integer> list,
            EnumSet<TimeUnit> units,
            java.sql.Date day) {}

    @SuppressWarnings("ArrayRecordComponent") // it is the array that is read back
    record ArrayHolder(String[] names, int[][] numbers) {}

    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    private final KeyText keys = new KeyText(
            AllowList.of(
                    List.of(),
                    List.of(
                            Point.class,
                            Season.class,
                            Sorted.class,
                            ArrayHolder.class,
                            Names.class,
                            LongNames.Constant.class)),
            getClass().getClassLoader());

    /** Holds constants whose names are longer than a text may be. */
    private static final class LongNames {
        enum Constant {
            LLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLA,
            LLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLB
        }
    }

    @Test
    void encode_constantsBeyondAscii() {
        for (Object key : List.of(Season.ÉTÉ, ParameterKey.of(Season.ÈTÉ, "x"))) {
            assertThat(text(key)).matches(ALPHABET);
            assertThat(keys.decode(text(key))).isEqualTo(key);
        }
        assertThat(text(Season.ÉTÉ)).isNotEqualTo(text(Season.ÈTÉ));
        LongNames.Constant[] constants = LongNames.Constant.values();
        assertThat(keys.encode(constants[0]).stored()).isNotNull();
        assertThat(text(constants[0])).isNotEqualTo(text(constants[1]));
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // an old type that is a key too
    void encode_equalKeys_arraysOptionalsDatesAndCollectionsOfTheApplication() {
        Names names = new Names();
        names.add("a");
        List<List<Object>> equals = List.of(
                List.of(
                        ParameterKey.of((Object) new Object[] {"a"}),
                        ParameterKey.of((Object) new String[] {"a"}),
                        ParameterKey.of((Object) new Comparable<?>[] {"a"})),
                List.of(ParameterKey.of((Object) new Object[][] {{1}, {}}), ParameterKey.of((Object)
                        new Integer[][] {{1}, {}})),
                List.of(Optional.of(new ArrayList<>(List.of("a"))), Optional.of(List.of("a"))),
                List.of(Optional.of(Set.of(1)), Optional.of(new TreeSet<>(Set.of(1)))),
                List.of(new Date(5), new java.sql.Date(5), new java.sql.Time(5)),
                List.of(names, List.of("a"), new LinkedList<>(List.of("a"))),
                List.of(EnumSet.of(TimeUnit.DAYS), Set.of(TimeUnit.DAYS)),
                List.of(new EnumMap<>(Map.of(TimeUnit.DAYS, 1)), Map.of(TimeUnit.DAYS, 1)));
        Map<String, Object> owners = new HashMap<>();
        for (List<Object> same : equals) {
            for (Object key : same) {
                assertThat(key).isEqualTo(same.get(0)).hasSameHashCodeAs(same.get(0));
                assertThat(text(key)).isEqualTo(text(same.get(0))).matches(ALPHABET);
                assertThat(keys.decode(text(key))).isEqualTo(key).hasSameHashCodeAs(key);
            }
            assertThat(owners.put(text(same.get(0)), same)).isNull();
        }
        assertThat(text(ParameterKey.of((Object) new int[] {1})))
                .isNotEqualTo(text(ParameterKey.of((Object) new long[] {1})))
                .isNotEqualTo(text(ParameterKey.of((Object) new Integer[] {1})));
        assertThat(text(ParameterKey.of((Object) new Object[] {"a"})))
                .isNotEqualTo(text(ParameterKey.of(List.of("a"))));
        assertThat(text(Optional.empty())).isNotEqualTo(text(Optional.of(Optional.empty())));
    }

    @Test
    void decode_recordsOfWhatIsDeclared() {
        Sorted key = new Sorted(
                new TreeSet<>(List.of("b", "a")),
                new TreeMap<>(Map.of(2, "y", 1, "x")),
                new LinkedList<>(List.of(1)),
                EnumSet.of(TimeUnit.DAYS),
                new java.sql.Date(5));
        Sorted back = (Sorted) keys.decode(text(key));
        assertThat(back).isEqualTo(key);
        assertThat(back.set().first()).isEqualTo("a");
        assertThat(back.map().firstKey()).isEqualTo(1);
        ArrayHolder arrays =
                (ArrayHolder) keys.decode(text(new ArrayHolder(new String[] {"a", null}, new int[][] {{1}, {}})));
        assertThat(arrays.names()).containsExactly("a", null);
        assertThat(arrays.numbers()).isDeepEqualTo(new int[][] {{1}, {}});
    }

    @Test
    void decode_hostile() {
        String nested = "a,b";
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            marks.append("~n");
        }
        for (int level = 0; level < 40; level++) {
            nested = "~L1,~n"
                    + Escape.escape("~L2,x," + (nested.indexOf(',') < 0 ? nested : "~n" + Escape.escape(nested)));
        }
        for (String hostile : List.of(
                nested,
                marks.toString(),
                "~",
                "~n~i1",
                "~m2,a,b",
                "~c-1",
                "~c65536",
                "~L99999999,a",
                "~e2,java.lang.Thread,x",
                "~e2,java.util.concurrent.TimeUnit,NONE",
                "~e1,java.util.concurrent.TimeUnit",
                "~r1,java.lang.String",
                "~M1,a",
                "~p2,a,b",
                "~z",
                "~bAAAA",
                "~L1," + "~L1%2C".repeat(10_000))) {
            assertThatThrownBy(() -> keys.decode(hostile))
                    .as(hostile.substring(0, Math.min(30, hostile.length())))
                    .isInstanceOf(DecodingException.class);
        }
        List<Object> deep = List.of();
        for (int level = 0; level < KeyText.DEEPEST - 2; level++) {
            deep = List.of(deep);
        }
        assertThat(keys.decodeStored(requireNonNull(keys.encode(deep).stored())))
                .isEqualTo(deep);
        List<Object> deeper = List.of(List.of(deep));
        assertThatThrownBy(() -> keys.encode(deeper)).isInstanceOf(EncodingException.class);
    }

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
        assertThat(keys.decodeStored(requireNonNull(encoded.stored()))).isEqualTo(key);
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

    /** Equal keys, each in forms of other classes, have one text; unequal ones never do, short or hashed. */
    @Test
    void random_equalAndUnequal() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RandomText texts = new RandomText(random);
        Map<String, Object> owners = new HashMap<>();
        Map<Object, String> known = new HashMap<>();
        int hashed = 0;
        for (int i = 0; i < CASES; i++) {
            Object key = key(random, texts, 3);
            Object other = otherForm(key, random);
            EncodedKey encoded = keys.encode(key);
            String about = "seed " + seed + ", case " + i;
            assertThat(encoded.text()).as(about).matches(ALPHABET);
            assertThat(other).as(about).isEqualTo(key);
            assertThat(text(other)).as(about).isEqualTo(encoded.text());
            Object back = encoded.stored() == null ? keys.decode(encoded.text()) : keys.decodeStored(encoded.stored());
            assertThat(back).as(about).isEqualTo(key);
            Object owner = owners.putIfAbsent(encoded.text(), key);
            assertThat(owner == null || owner.equals(key)).as(about).isTrue();
            String text = known.putIfAbsent(key, encoded.text());
            assertThat(text == null || text.equals(encoded.text())).as(about).isTrue();
            hashed += encoded.stored() == null ? 0 : 1;
        }
        assertThat(hashed).as("long ones among them, seed %d", seed).isPositive();
        assertThat(known).as("distinct ones among them, seed %d", seed).hasSizeBetween(CASES / 4, CASES - 1);
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
        return switch (random.nextInt(deepest == 0 ? 6 : 12)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextLong();
            case 2, 3 -> texts.next(4);
            case 4 -> random.nextBoolean() ? Season.ÉTÉ : new Date(random.nextInt(3));
            case 5 -> texts.next(3).repeat(random.nextInt(200));
            case 6 -> ParameterKey.of(key(random, texts, deepest - 1), key(random, texts, deepest - 1));
            case 7 -> List.of(key(random, texts, deepest - 1));
            case 8 -> Optional.of(key(random, texts, deepest - 1));
            case 9 -> new Point(random.nextInt(3), Set.of(texts.next(2), "other" + texts.next(2)));
            case 10 -> ParameterKey.of(1, new Object[] {texts.next(2), new String[] {texts.next(2)}});
            default -> Map.of(key(random, texts, deepest - 1), texts.next(2));
        };
    }

    /** An equal key, of other classes where there are any. */
    private static Object otherForm(Object key, Random random) {
        if (key instanceof String text) {
            return String.valueOf(text.toCharArray());
        } else if (key instanceof Date date) {
            return new java.sql.Date(date.getTime());
        } else if (key instanceof ParameterKey parameters) {
            return ParameterKey.of(Arrays.stream(parameters.parameters())
                    .map(each -> otherForm(requireNonNull(each), random))
                    .toArray());
        } else if (key instanceof Object[] array) {
            return Arrays.stream(array).map(each -> otherForm(each, random)).toArray();
        } else if (key instanceof List<?> list) {
            List<Object> same =
                    list.stream().map(each -> otherForm(each, random)).toList();
            return random.nextBoolean() ? new LinkedList<>(same) : new CopyOnWriteArrayList<>(same);
        } else if (key instanceof Optional<?> optional) {
            return optional.map(each -> otherForm(each, random));
        } else if (key instanceof Point point) {
            return new Point(
                    point.x(), random.nextBoolean() ? new TreeSet<>(point.names()) : Set.copyOf(point.names()));
        } else if (key instanceof Map<?, ?> map) {
            Map<Object, Object> same = new LinkedHashMap<>();
            map.forEach((each, mapped) -> same.put(otherForm(each, random), mapped));
            return same;
        }
        return key;
    }

    private String text(Object key) {
        return keys.encode(key).text();
    }
}
