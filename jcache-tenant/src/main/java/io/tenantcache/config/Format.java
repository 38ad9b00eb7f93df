package io.tenantcache.config;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How the text of a setting becomes its value, and which values it may take.
 *
 * @param values what can be written, for the documentation
 * @param parser from the text as the source gives it, white space included; throws {@link RejectedValueException}
 * @param rule the limits of the value, which hold for one set in code too; throws {@link RejectedValueException}
 * @param takesPresets whether the name of a preset may stand for a duration
 */
record Format<T>(String values, Function<String, T> parser, Consumer<T> rule, boolean takesPresets) {

    Format(String values, Function<String, T> parser, Consumer<T> rule) {
        this(values, parser, rule, false);
    }

    T parse(String text) {
        T value = parser.apply(text);
        rule.accept(value);
        return value;
    }

    void check(T value) {
        rule.accept(value);
    }
}
