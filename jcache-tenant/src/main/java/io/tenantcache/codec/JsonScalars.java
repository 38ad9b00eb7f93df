package io.tenantcache.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Time;
import java.sql.Timestamp;
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
import java.util.Base64;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The value types of the JDK as text, to the last bit. */
final class JsonScalars {

    /** A type: its name in JSON, and its text. */
    record Form(String name, Function<Object, String> toText, Function<String, Object> fromText) {

        /** The value of a text; what is malformed is not repeated. */
        Object parse(String text) {
            try {
                return fromText.apply(text);
            } catch (RuntimeException e) {
                throw new DecodingException("A value of type " + name + " is malformed", null);
            }
        }
    }

    /** Beyond it, text to number takes time with the square of its length. */
    private static final int LONGEST_DECIMAL = 300;

    private static final String HEX = "0x";
    private static final int ZONE_REGION_PARTS = 2;
    private static final int LOCALE_PARTS = 3;

    private static final Map<Class<?>, Form> BY_CLASS = new HashMap<>();
    private static final Map<String, Form> BY_NAME = new HashMap<>();

    static {
        addNumbers();
        addTimes();
        add(Character.class, character -> Integer.toString(character), text -> (char) Integer.parseInt(text));
        add(StringBuilder.class, StringBuilder::toString, StringBuilder::new);
        add(URI.class, URI::toString, URI::create);
        add(UUID.class, UUID::toString, UUID::fromString);
        add(Currency.class, Currency::getCurrencyCode, Currency::getInstance);
        add(Locale.class, JsonScalars::ofLocale, JsonScalars::toLocale);
        add(
                BitSet.class,
                bits -> Base64.getEncoder().encodeToString(bits.toByteArray()),
                text -> BitSet.valueOf(Base64.getDecoder().decode(text)));
        if (ModuleLayer.boot().findModule("java.sql").isPresent()) {
            addSql();
        }
    }

    private JsonScalars() {}

    private static void addNumbers() {
        add(Byte.class, Object::toString, Byte::valueOf);
        add(Short.class, Object::toString, Short::valueOf);
        add(Integer.class, Object::toString, Integer::valueOf);
        add(Long.class, Object::toString, Long::valueOf);
        add(Float.class, Object::toString, Float::valueOf);
        add(Double.class, Object::toString, Double::valueOf);
        add(BigInteger.class, JsonScalars::ofInteger, JsonScalars::toInteger);
        add(BigDecimal.class, JsonScalars::ofDecimal, JsonScalars::toDecimal);
    }

    @SuppressWarnings("JavaUtilDate") // One of the types that applications store.
    private static void addTimes() {
        add(Duration.class, Object::toString, Duration::parse);
        add(Instant.class, Object::toString, Instant::parse);
        add(LocalDate.class, Object::toString, LocalDate::parse);
        add(LocalDateTime.class, Object::toString, LocalDateTime::parse);
        add(LocalTime.class, Object::toString, LocalTime::parse);
        add(MonthDay.class, Object::toString, MonthDay::parse);
        add(OffsetDateTime.class, Object::toString, OffsetDateTime::parse);
        add(OffsetTime.class, Object::toString, OffsetTime::parse);
        add(Period.class, Object::toString, Period::parse);
        add(Year.class, Object::toString, text -> Year.of(Integer.parseInt(text)));
        // Its own text is not one that it reads, in years of five digits.
        add(YearMonth.class, month -> month.atDay(1).toString(), text -> YearMonth.from(LocalDate.parse(text)));
        add(ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of);
        add(ZonedDateTime.class, ZonedDateTime::toString, JsonScalars::toZoned);
        add(Date.class, date -> Long.toString(date.getTime()), text -> new Date(Long.parseLong(text)));
        Form region = new Form("ZoneRegion", Object::toString, ZoneId::of);
        BY_CLASS.put(ZoneId.of("Europe/Paris").getClass(), region);
        BY_NAME.put(region.name(), region);
    }

    private static void addSql() {
        add(
                java.sql.Date.class,
                "sql.Date",
                date -> Long.toString(date.getTime()),
                text -> new java.sql.Date(Long.parseLong(text)));
        add(Time.class, "sql.Time", time -> Long.toString(time.getTime()), text -> new Time(Long.parseLong(text)));
        add(
                Timestamp.class,
                "sql.Timestamp",
                stamp -> stamp.toInstant().toString(),
                text -> Timestamp.from(Instant.parse(text)));
    }

    private static <T> void add(Class<T> type, Function<T, String> toText, Function<String, T> fromText) {
        add(type, type.getSimpleName(), toText, fromText);
    }

    private static <T> void add(Class<T> type, String name, Function<T, String> toText, Function<String, T> fromText) {
        Form form = new Form(name, value -> toText.apply(type.cast(value)), fromText::apply);
        BY_CLASS.put(type, form);
        BY_NAME.put(name, form);
    }

    static @Nullable Form of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    static @Nullable Form named(String name) {
        return BY_NAME.get(name);
    }

    private static String ofInteger(BigInteger number) {
        return number.bitLength() > LONGEST_DECIMAL * 3
                ? HEX + HexFormat.of().formatHex(number.toByteArray())
                : number.toString();
    }

    private static BigInteger toInteger(String text) {
        if (text.startsWith(HEX)) {
            return new BigInteger(HexFormat.of().parseHex(text, HEX.length(), text.length()));
        }
        if (text.length() > LONGEST_DECIMAL) {
            throw new NumberFormatException("Too long");
        }
        return new BigInteger(text);
    }

    private static String ofDecimal(BigDecimal number) {
        return ofInteger(number.unscaledValue()) + "/" + number.scale();
    }

    private static BigDecimal toDecimal(String text) {
        int slash = text.indexOf('/');
        return new BigDecimal(
                toInteger(text.substring(0, slash)), Integer.parseInt(text, slash + 1, text.length(), 10));
    }

    /** With its offset, which tells the two apart when an hour occurs twice. */
    private static ZonedDateTime toZoned(String text) {
        String[] parts = text.split("[\\[\\]]", -1);
        OffsetDateTime time = OffsetDateTime.parse(parts[0]);
        ZoneId zone = parts.length < ZONE_REGION_PARTS ? time.getOffset() : ZoneId.of(parts[1]);
        return ZonedDateTime.ofInstant(time.toLocalDateTime(), time.getOffset(), zone);
    }

    /** By its three old parts where they make it, for some have no tag; else by its tag, which holds no underscore. */
    private static String ofLocale(Locale locale) {
        if (new Locale(locale.getLanguage(), locale.getCountry(), locale.getVariant()).equals(locale)) {
            return locale.getLanguage() + '_' + locale.getCountry() + '_' + locale.getVariant();
        }
        String tag = locale.toLanguageTag();
        if (!Locale.forLanguageTag(tag).equals(locale)) {
            throw new EncodingException("A locale has no language tag", null);
        }
        return tag;
    }

    private static Locale toLocale(String text) {
        String[] parts = text.split("_", LOCALE_PARTS);
        return parts.length < LOCALE_PARTS ? Locale.forLanguageTag(text) : new Locale(parts[0], parts[1], parts[2]);
    }
}
