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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    private static final Set<Class<?>> VALUES = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Character.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
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
            ZonedDateTime.class);

    /** The JDK's own immutable collections: what {@code List.of} and its kin give, and only that. */
    private static final Set<Class<?>> COLLECTIONS = Set.of(
            List.of().getClass(),
            List.of(1).getClass(),
            Set.of().getClass(),
            Set.of(1).getClass(),
            Map.of().getClass(),
            Map.of(1, 1).getClass());

    private enum Kind {
        VALUE,
        TEXT,
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
        @SuppressWarnings("EnumOrdinal") // it is never kept beyond this JVM
        protected Integer computeValue(Class<?> type) {
            return kind(type).ordinal();
        }

        private Kind kind(Class<?> type) {
            if (VALUES.contains(type) || type.isEnum() || isConstantOfEnum(type)) {
                return Kind.VALUE;
            } else if (type == String.class) {
                return Kind.TEXT;
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

    private Immutability() {}

    private static boolean isConstantOfEnum(Class<?> type) {
        return type.getSuperclass() != null && type.getSuperclass().isEnum();
    }

    /**
     * The bytes that the value takes, as estimated, if neither it nor anything in it can change; else a negative number.
     * What is nested too deeply to be sure of counts as changeable.
     */
    public static long sizeIfImmutable(Object value) {
        return size(value, DEEPEST);
    }

    private static long size(@Nullable Object value, int deepest) {
        if (value == null) {
            return 0;
        }
        if (deepest == 0) {
            return MUTABLE;
        }
        return switch (ALL_KINDS[KINDS.get(value.getClass())]) {
            case VALUE -> OBJECT;
            case TEXT -> OBJECT + OBJECT + 2L * ((String) value).length();
            case RECORD -> sizeOfRecord(value, deepest - 1);
            case COLLECTION ->
                value instanceof Map<?, ?> map
                        ? sum(sizeOfAll(map.keySet(), deepest - 1), sizeOfAll(map.values(), deepest - 1))
                        : sizeOfAll((Collection<?>) value, deepest - 1);
            case OPTIONAL -> sum(OBJECT, size(((Optional<?>) value).orElse(null), deepest - 1));
            case PARAMETERS -> sizeOfAll(Arrays.asList(((ParameterKey) value).parameters()), deepest - 1);
            case OTHER -> MUTABLE;
        };
    }

    private static long sizeOfRecord(Object instance, int deepest) {
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

    private static long sizeOfAll(Collection<?> elements, int deepest) {
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
