package io.tenantcache.config;

/** What makes bytes of a cache's values. A node that is configured otherwise misses what another one wrote. */
public enum Codec {
    /** Kryo, by the names of fields: compact and fast, for classes of any kind. */
    KRYO,
    /** Java serialization: for classes that say themselves how they are serialized. */
    JAVA,
    /** JSON with the names of classes, to be read by people. Needs {@code tools.jackson.core:jackson-core}. */
    JSON;

    private static final String JACKSON = "tools.jackson.core.json.JsonFactory";

    /** Whether the library that it needs is there. */
    boolean isPresent() {
        if (this != JSON) {
            return true;
        }
        try {
            Class.forName(JACKSON, false, Codec.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
