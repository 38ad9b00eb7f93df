package io.tenantcache.config;

import java.io.Serializable;

/**
 * One thing that is wrong with the configuration.
 *
 * @param id stable, to search for: {@code TC-001}
 * @param key the setting at fault
 * @param source where it was set
 * @param explanation what is wrong, a sentence; it never holds a secret
 * @param remedy what to do about it, a sentence
 */
public record Problem(String id, String key, String source, String explanation, String remedy) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** One line. */
    @Override
    public String toString() {
        return id + " " + Printable.of(key) + " (" + Printable.of(source) + "): " + explanation + " " + remedy;
    }
}
