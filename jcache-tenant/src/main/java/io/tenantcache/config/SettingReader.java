package io.tenantcache.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads settings from sources, and keeps what is wrong with them. */
final class SettingReader {

    /** A text and whence it came. */
    private record Found(String key, String text, SettingSource source) {

        String sourceName() {
            return source.nameOf(key);
        }
    }

    private final List<SettingSource> sources;
    private final Presets presets;
    private final Set<Problem> problems = new LinkedHashSet<>();

    /**
     * A reader of the sources, the one that has precedence first.
     *
     * @param presets the names of the presets that the sources spell out
     */
    SettingReader(List<SettingSource> sources, Set<String> presets) {
        this.sources = List.copyOf(sources);
        this.presets = new Presets(this, presets);
    }

    /** The value of a setting that is given once; its default, which may be null, if it is not set or rejected. */
    <T> @Nullable T read(Setting<T> setting) {
        T value = read(setting, List.of(setting.key()));
        return value == null ? setting.defaultValue() : value;
    }

    /** The value under one of the keys, which all mean the same; null if it is not set or rejected. */
    <T> @Nullable T read(Setting<T> setting, List<String> keys) {
        Found found = find(keys);
        if (found == null) {
            return null;
        }
        try {
            return parse(setting.format(), found.text());
        } catch (RejectedValueException rejected) {
            report(rejected.at(found.key(), found.sourceName()));
            return null;
        }
    }

    /** The value; null if it is that of a preset which is rejected itself. */
    private <T> @Nullable T parse(Format<T> format, String text) {
        try {
            return format.parse(text);
        } catch (RejectedValueException rejected) {
            if (!format.takesPresets() || !Presets.isName(text)) {
                throw rejected;
            }
            String preset = presets.text(text);
            return preset == null ? null : format.parse(preset);
        }
    }

    /** The presets. */
    Presets presets() {
        return presets;
    }

    /** Whether a source holds a text under one of the keys, be it valid or not. */
    boolean isSet(List<String> keys) {
        return find(keys) != null;
    }

    /** Reports what is wrong with the text under one of the keys, if there is any. */
    void reject(List<String> keys, RejectedValueException rejected) {
        Found found = find(keys);
        if (found != null) {
            report(rejected.at(found.key(), found.sourceName()));
        }
    }

    /** Whether a source holds a text for the setting, be it valid or not. */
    boolean isSet(Setting<?> setting) {
        return isSet(List.of(setting.key()));
    }

    /** What a message calls the source of the setting. */
    String sourceOf(Setting<?> setting) {
        Found found = find(List.of(setting.key()));
        return found == null ? "default" : found.sourceName();
    }

    void report(Problem problem) {
        problems.add(problem);
    }

    /** All that was wrong so far, in the order in which it was found. */
    List<Problem> problems() {
        return new ArrayList<>(problems);
    }

    /** The first source that holds one of the keys decides; a blank text there means that the setting is not set. */
    private @Nullable Found find(List<String> keys) {
        for (SettingSource source : sources) {
            Found found = null;
            for (String key : keys) {
                String text = textOf(source, key);
                if (text == null) {
                    continue;
                }
                if (found == null) {
                    found = new Found(key, text, source);
                } else if (!found.text().equals(text)) {
                    report(ambiguous(found, key));
                }
            }
            if (found != null) {
                return found.text().isBlank() ? null : found;
            }
        }
        return null;
    }

    private @Nullable String textOf(SettingSource source, String key) {
        try {
            return source.get(key);
        } catch (RuntimeException failure) {
            // Its message may hold a value: the class has to do.
            report(new Problem(
                    ProblemKind.UNREADABLE.id(),
                    key,
                    source.name(),
                    "It cannot be read: " + failure.getClass().getName() + ".",
                    "Correct what it refers to, or remove it."));
            return null;
        }
    }

    private static Problem ambiguous(Found found, String otherKey) {
        return new Problem(
                ProblemKind.AMBIGUOUS.id(),
                found.key(),
                found.sourceName(),
                "The same setting is given as " + Printable.of(otherKey) + " too, with another value.",
                "Keep one of the two.");
    }
}
