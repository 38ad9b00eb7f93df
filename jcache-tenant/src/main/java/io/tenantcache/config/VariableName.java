package io.tenantcache.config;

import java.util.Locale;

/**
 * The spelling of keys as environment variables, by the rule of MicroProfile Config: what is not a letter, a digit or an
 * underscore becomes an underscore, and all is in upper case.
 *
 * <p>The rule is not reversible. So a variable is never turned into a key; keys and names that are asked for are
 * turned into variables.
 */
final class VariableName {

    private VariableName() {}

    static String of(String key) {
        return withUnderscores(key).toUpperCase(Locale.ROOT);
    }

    /** The same in the key's own case, which MicroProfile Config tries first. */
    static String withUnderscores(String key) {
        return key.replaceAll("[^A-Za-z0-9_]", "_");
    }

    /** The part of a variable that stands for a cache: for {@code a.b} and for {@code "a.b"} in quotes the same. */
    static String ofCache(String name) {
        return unquoted(of(name));
    }

    /** The part without the underscores of two quotes. */
    static String unquoted(String part) {
        boolean quoted = part.length() > 2 && part.startsWith("_") && part.endsWith("_");
        return quoted ? part.substring(1, part.length() - 1) : part;
    }
}
