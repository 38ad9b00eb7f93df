package io.tenantcache.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key under {@code tenantcache.} with all that is to be known about it: type, default and documentation.
 *
 * <p>Those of this module are made here once. An extension makes its own and has them
 * {@linkplain TenantCacheConfigLoader#recognise recognised}; a key with {@code <name>} in it is given for each name by itself.
 * Immutable; two settings are equal if they are the same.
 *
 * @param <T> the type of the value
 */
public final class Setting<T> {

    static final String NAMESPACE = "tenantcache.";

    private static final String CACHES = NAMESPACE + "caches.";

    /** For what a setting can be given. */
    enum Reach {
        /** Once. */
        ONCE,
        /** For all caches, and for a cache by its name. */
        ALL_AND_EACH,
        /** By a name only: a cache's, for the most part. */
        EACH
    }

    private final String key;
    private final Reach reach;
    private final Format<T> format;
    private final @Nullable String defaultText;
    private final String documentation;

    Setting(String key, Reach reach, Format<T> format, @Nullable String defaultText, String documentation) {
        if (!key.startsWith(NAMESPACE) || key.length() == NAMESPACE.length()) {
            throw new IllegalArgumentException(
                    "The key of a setting begins with " + NAMESPACE + "; this one is " + key);
        }
        this.key = key;
        this.reach = reach;
        this.format = format;
        this.defaultText = defaultText;
        this.documentation = documentation;
    }

    /** An extension gives its settings once, or, with {@code <name>} in the key, by a name each. */
    private static <T> Setting<T> ofExtension(
            String key, Format<T> format, @Nullable String defaultText, String documentation) {
        return new Setting<>(key, key.indexOf('<') < 0 ? Reach.ONCE : Reach.EACH, format, defaultText, documentation);
    }

    /**
     * An extension's setting of any text; white space around it is dropped.
     *
     * @param key the whole key; begins with {@code tenantcache.}
     * @param defaultText null for none
     * @param documentation a sentence or two
     * @throws IllegalArgumentException if the key stands outside of {@code tenantcache.}
     */
    public static Setting<String> text(String key, @Nullable String defaultText, String documentation) {
        return ofExtension(key, Formats.text(), defaultText, documentation);
    }

    /**
     * An extension's setting that is {@code true} or {@code false}; any other text is a problem.
     *
     * @param key the whole key; begins with {@code tenantcache.}
     * @param documentation a sentence or two
     * @throws IllegalArgumentException if the key stands outside of {@code tenantcache.}
     */
    public static Setting<Boolean> flag(String key, boolean defaultValue, String documentation) {
        return ofExtension(key, Formats.flag(), Boolean.toString(defaultValue), documentation);
    }

    /**
     * An extension's setting of a whole number.
     *
     * @param key the whole key; begins with {@code tenantcache.}
     * @param defaultText null for none
     * @param least what is in range
     * @param most what is in range
     * @param documentation a sentence or two
     * @throws IllegalArgumentException if the key stands outside of {@code tenantcache.}
     */
    public static Setting<Long> number(
            String key, @Nullable String defaultText, long least, long most, String documentation) {
        return ofExtension(key, Formats.count(least, most), defaultText, documentation);
    }

    /**
     * An extension's setting of a duration.
     *
     * @param key the whole key; begins with {@code tenantcache.}
     * @param defaultText null for none
     * @param shortest what is in range
     * @param longest what is in range
     * @param documentation a sentence or two
     * @throws IllegalArgumentException if the key stands outside of {@code tenantcache.}
     */
    public static Setting<Duration> duration(
            String key, @Nullable String defaultText, Duration shortest, Duration longest, String documentation) {
        return ofExtension(key, Durations.between(shortest, longest), defaultText, documentation);
    }

    /**
     * An extension's setting of a type of its own.
     *
     * @param key the whole key; begins with {@code tenantcache.}
     * @param defaultText null for none
     * @param values what can be written, in Markdown
     * @param parser from the text; throws an {@link IllegalArgumentException} whose message is a sentence that says what is wrong
     *     without repeating the text
     * @param documentation a sentence or two
     * @throws IllegalArgumentException if the key stands outside of {@code tenantcache.}
     */
    public static <T> Setting<T> parsed(
            String key, @Nullable String defaultText, String values, Function<String, T> parser, String documentation) {
        Format<T> format = new Format<>(values, text -> parsed(text, values, parser), value -> {});
        return ofExtension(key, format, defaultText, documentation);
    }

    private static <T> T parsed(String text, String values, Function<String, T> parser) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException malformed) {
            throw new RejectedValueException(
                    ProblemKind.MALFORMED, String.valueOf(malformed.getMessage()), "Write " + values + ".");
        }
    }

    /**
     * The whole key; one that is given for each cache, or by a name of its own, holds {@code <cache>} or {@code <name>} in the
     * place of the name.
     */
    public String key() {
        return key;
    }

    /** The default as one would write it; empty if there is none. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    /** What can be written, in Markdown. */
    public String values() {
        return format.values();
    }

    /** What it means, in Markdown. */
    public String documentation() {
        return documentation;
    }

    /** The key. */
    @Override
    public String toString() {
        return key;
    }

    Reach reach() {
        return reach;
    }

    /** Whether it is given for a cache by its name, among the cache's other settings. */
    boolean isOfCaches() {
        return reach == Reach.ALL_AND_EACH || key.startsWith(CACHES);
    }

    Format<T> format() {
        return format;
    }

    /** The default's value, or null if there is none. */
    @Nullable
    T defaultValue() {
        return defaultText == null ? null : format.parse(defaultText);
    }

    /** The default's value of a setting that has one. */
    T requiredDefault() {
        T value = defaultValue();
        if (value == null) {
            throw new IllegalStateException(key + " has no default");
        }
        return value;
    }

    /** The keys that give this setting for a name. */
    KeyTemplate template() {
        return switch (reach) {
            case ALL_AND_EACH -> new KeyTemplate(CACHES, "." + key.substring(NAMESPACE.length()));
            case EACH -> new KeyTemplate(key.substring(0, key.indexOf('<')), key.substring(key.indexOf('>') + 1));
            case ONCE -> throw new IllegalStateException(key + " is not given for a name");
        };
    }
}
