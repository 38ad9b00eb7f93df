package io.tenantcache.config;

import static io.tenantcache.config.ProblemKind.MALFORMED;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lives by their names: those built in, and what the sources change of them or add. */
final class Presets {

    private static final Map<String, Duration> BUILT_IN = new LinkedHashMap<>();

    static {
        BUILT_IN.put("realtime", Duration.ofMinutes(1));
        BUILT_IN.put("short", Duration.ofMinutes(1));
        BUILT_IN.put("medium", Duration.ofMinutes(5));
        BUILT_IN.put("standard", Duration.ofMinutes(15));
        BUILT_IN.put("long", Duration.ofHours(1));
        BUILT_IN.put("very-long", Duration.ofDays(1));
        BUILT_IN.put("week", Duration.ofDays(7));
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private final SettingReader reader;
    private final Set<String> named;

    /**
     * The presets of one configuration.
     *
     * @param named the names that the sources spell out
     */
    Presets(SettingReader reader, Set<String> named) {
        this.reader = reader;
        this.named = named;
    }

    /** That format, or the name of a preset. */
    static Format<Duration> or(Format<Duration> format) {
        return new Format<>(format.values() + ", or the name of a preset", format.parser(), format.rule(), true);
    }

    /** Whether a text that is no duration may be meant for a preset. */
    static boolean isName(String text) {
        return NAME.matcher(text.strip()).matches();
    }

    /** Those built in with their lives, for the documentation. */
    static String builtIn() {
        return BUILT_IN.entrySet().stream()
                .map(preset -> "`" + preset.getKey() + "` (" + preset.getValue().toSeconds() + "s)")
                .collect(Collectors.joining(", "));
    }

    /**
     * The life of that name, as one would write it; null if the sources give one that is rejected.
     *
     * @throws RejectedValueException if there is no preset of that name; it lists those there are
     */
    @Nullable
    String text(String given) {
        String name = given.strip();
        KeyTemplate template = Settings.PRESET.template();
        Duration own = reader.read(Settings.PRESET, template.spellings(name));
        if (own != null || reader.isSet(template.spellings(name))) {
            return own == null ? null : own.toString();
        }
        Duration builtIn = BUILT_IN.get(name);
        if (builtIn == null) {
            throw new RejectedValueException(
                    MALFORMED,
                    Printable.quoted(name) + " is neither a duration nor the name of a preset.",
                    "Write one of " + known() + ", or a duration such as 500ms, 30s, 5m, 2h, 7d or PT30S.");
        }
        return builtIn.toString();
    }

    private String known() {
        Map<String, Duration> all = new TreeMap<>(BUILT_IN);
        named.forEach(name -> all.put(name, Duration.ZERO));
        return String.join(", ", all.keySet());
    }

    /** Reports what is wrong with the presets that the sources give, whether they are used or not. */
    void check() {
        for (String name : named) {
            var keys = Settings.PRESET.template().spellings(name);
            if (!isName(name) || hasMeaning(name)) {
                reader.reject(
                        keys,
                        new RejectedValueException(
                                MALFORMED,
                                Printable.quoted(name) + " cannot be the name of a preset.",
                                "Choose letters, digits, - and _, with a letter first, that are not a duration, off or unlimited."));
            }
            Duration unused = reader.read(Settings.PRESET, keys);
        }
        BUILT_IN.keySet()
                .forEach(name ->
                        reader.read(Settings.PRESET, Settings.PRESET.template().spellings(name)));
    }

    private static boolean hasMeaning(String name) {
        return parses(Settings.REMOTE_TTL.format(), name) || parses(Settings.ABSENT_TTL.format(), name);
    }

    private static boolean parses(Format<Duration> format, String text) {
        try {
            return format.parse(text) != null;
        } catch (RejectedValueException rejected) {
            return false;
        }
    }
}
