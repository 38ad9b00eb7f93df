package io.tenantcache.config;

import java.util.List;
import java.util.Optional;

/**
 * A key with a place for the name of a cache.
 *
 * @param prefix what stands before the name
 * @param suffix what stands after it; may be empty
 */
record KeyTemplate(String prefix, String suffix) {

    /** The key for that name. */
    String with(String name) {
        return prefix + name + suffix;
    }

    /** All keys for that name: as it is, and in quotes. */
    List<String> spellings(String name) {
        return List.of(with(name), with('"' + name + '"'));
    }

    /** All variables for a name that is spelled so in variables. */
    List<String> variables(String variable) {
        KeyTemplate template = inVariables();
        return List.of(template.with(variable), template.with("_" + variable + "_"));
    }

    /** The name in a key, without quotes; empty if the key is of another form or names nothing. */
    Optional<String> nameIn(String key) {
        return between(key)
                .map(name -> {
                    boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
                    return quoted ? name.substring(1, name.length() - 1) : name;
                })
                .filter(name -> !name.isBlank());
    }

    /** The name in a variable, as it is spelled there. */
    Optional<String> nameInVariable(String variable) {
        return inVariables()
                .between(variable)
                .map(VariableName::unquoted)
                .filter(name -> !name.replace("_", "").isEmpty());
    }

    /** The template of the variables. */
    KeyTemplate inVariables() {
        return new KeyTemplate(VariableName.of(prefix), VariableName.of(suffix));
    }

    private Optional<String> between(String key) {
        boolean fits =
                key.length() > prefix.length() + suffix.length() && key.startsWith(prefix) && key.endsWith(suffix);
        return fits ? Optional.of(key.substring(prefix.length(), key.length() - suffix.length())) : Optional.empty();
    }
}
