package io.tenantcache.codec;

import io.tenantcache.ParameterKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells values that nobody can change, which may be shared without a copy, and estimates what they take. */
public final class Immutability {

    /** It can change, or nobody knows. */
    private static final long MUTABLE = -1;

    private static final long OBJECT = 24;
    private static final long REFERENCE = 8;
    private static final int DEEPEST = 32;
    /** Few values have more parts; of those that have, each is counted once from there on. */
    private static final int PARTS_WITHOUT_MEMORY = 10_000;

    private static final Set<Class<?>> VALUES = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Character.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            UUID.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            Locale.class,
            Currency.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            MonthDay.class,
            OffsetDateTime.class,
            OffsetTime.class,
            Period.class,
            Year.class,
            YearMonth.class,
            ZoneOffset.class,
            ZoneId.of("UTC").getClass(),
            ZonedDateTime.class);

    /** The JDK's own immutable collections: what {@code List.of}, {@code emptyList}, {@code singletonList} and their kin give. */
    private static final Set<Class<?>> COLLECTIONS = Set.of(
            List.of().getClass(),
            List.of(1).getClass(),
            Set.of().getClass(),
            Set.of(1).getClass(),
            Map.of().getClass(),
            Map.of(1, 1).getClass(),
            Collections.emptyList().getClass(),
            Collections.emptySet().getClass(),
            Collections.emptyMap().getClass(),
            Collections.singletonList(1).getClass(),
            Collections.singleton(1).getClass(),
            Collections.singletonMap(1, 1).getClass());

    private enum Kind {
        VALUE,
        TEXT,
        INTEGER,
        DECIMAL,
        URI,
        RECORD,
        COLLECTION,
        OPTIONAL,
        PARAMETERS,
        OTHER
    }

    private static final Kind[] ALL_KINDS = Kind.values();

    /**
     * The ordinal of a class's kind. Not the kind itself: what is computed hangs on the class it is computed for, and a
     * {@code String} that held an enum of ours would hold the application that brought it for as long as the JVM lives.
     */
    private static final ClassValue<Integer> KINDS = new ClassValue<>() {
        @Override
        @SuppressWarnings("EnumOrdinal") // it never leaves this class
        protected Integer computeValue(Class<?> type) {
            return kind(type).ordinal();
        }

        private Kind kind(Class<?> type) {
            if (VALUES.contains(type) || type.isEnum() || isConstantOfEnum(type)) {
                return Kind.VALUE;
            } else if (type == String.class) {
                return Kind.TEXT;
            } else if (type == BigInteger.class) {
                return Kind.INTEGER;
            } else if (type == BigDecimal.class) {
                return Kind.DECIMAL;
            } else if (type == URI.class) {
                return Kind.URI;
            } else if (type.isRecord()) {
                return Kind.RECORD;
            } else if (COLLECTIONS.contains(type)) {
                return Kind.COLLECTION;
            } else if (type == Optional.class) {
                return Kind.OPTIONAL;
            }
            return type == ParameterKey.class ? Kind.PARAMETERS : Kind.OTHER;
        }
    };

    private int parts;
    /** The composites that were counted: one that holds the same twice, level upon level, has 2^levels parts otherwise. */
    private @Nullable Set<Object> counted;

    private Immutability() {}

    private static boolean isConstantOfEnum(Class<?> type) {
        return type.getSuperclass() != null && type.getSuperclass().isEnum();
    }

    /**
     * The bytes that the value takes, as estimated, if neither it nor anything in it can change; else a negative number.
     * What is nested too deeply to be sure of counts as changeable. Takes no longer than is in proportion to the number of
     * objects in it.
     */
    public static long sizeIfImmutable(Object value) {
        Kind kind = kindOf(value);
        return isComposite(kind) ? new Immutability().sizeOfComposite(kind, value, DEEPEST) : sizeOfLeaf(kind, value);
    }

    private static Kind kindOf(Object value) {
        return ALL_KINDS[KINDS.get(value.getClass())];
    }

    private static boolean isComposite(Kind kind) {
        return switch (kind) {
            case RECORD, COLLECTION, OPTIONAL, PARAMETERS -> true;
            case VALUE, TEXT, INTEGER, DECIMAL, URI, OTHER -> false;
        };
    }

    private static long sizeOfLeaf(Kind kind, Object value) {
        return switch (kind) {
            case VALUE -> OBJECT;
            case TEXT -> sizeOfText((String) value);
            case INTEGER -> sizeOfInteger((BigInteger) value);
            case DECIMAL -> OBJECT + sizeOfInteger(((BigDecimal) value).unscaledValue());
            // The text, and its parts once more.
            case URI -> OBJECT + 2 * sizeOfText(value.toString());
            case RECORD, COLLECTION, OPTIONAL, PARAMETERS, OTHER -> MUTABLE;
        };
    }

    private static long sizeOfText(String text) {
        return OBJECT + OBJECT + 2L * text.length();
    }

    private static long sizeOfInteger(BigInteger number) {
        return OBJECT + OBJECT + number.bitLength() / Byte.SIZE;
    }

    private long size(@Nullable Object value, int deepest) {
        if (value == null) {
            return 0;
        }
        Kind kind = kindOf(value);
        return isComposite(kind) ? sizeOfComposite(kind, value, deepest) : sizeOfLeaf(kind, value);
    }

    private long sizeOfComposite(Kind kind, Object value, int deepest) {
        if (deepest == 0) {
            return MUTABLE;
        }
        if (++parts > PARTS_WITHOUT_MEMORY && !isFirst(value)) {
            return 0;
        }
        return switch (kind) {
            case RECORD -> sizeOfRecord(value, deepest - 1);
            case COLLECTION ->
                value instanceof Map<?, ?> map
                        ? sum(sizeOfAll(map.keySet(), deepest - 1), sizeOfAll(map.values(), deepest - 1))
                        : sizeOfAll((Collection<?>) value, deepest - 1);
            case OPTIONAL -> sum(OBJECT, size(((Optional<?>) value).orElse(null), deepest - 1));
            case PARAMETERS -> sizeOfAll(Arrays.asList(((ParameterKey) value).parameters()), deepest - 1);
            case VALUE, TEXT, INTEGER, DECIMAL, URI, OTHER -> MUTABLE;
        };
    }

    /** Whether it is met for the first time. What can change ends the count, so what was met before could not. */
    private boolean isFirst(Object composite) {
        if (counted == null) {
            counted = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return counted.add(composite);
    }

    private long sizeOfRecord(Object instance, int deepest) {
        RecordShape shape;
        try {
            shape = RecordShape.of(instance.getClass());
        } catch (EncodingException e) {
            // It cannot be looked into.
            return MUTABLE;
        }
        long total = OBJECT;
        for (int i = 0; i < shape.size() && total >= 0; i++) {
            total = sum(total + REFERENCE, size(shape.get(instance, i), deepest));
        }
        return total;
    }

    private long sizeOfAll(Collection<?> elements, int deepest) {
        long total = OBJECT;
        for (Object element : elements) {
            total = sum(total + REFERENCE, size(element, deepest));
            if (total < 0) {
                break;
            }
        }
        return total;
    }

    private static long sum(long one, long other) {
        return one < 0 || other < 0 ? MUTABLE : one + other;
    }
}
