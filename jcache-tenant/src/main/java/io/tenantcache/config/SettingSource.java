package io.tenantcache.config;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place that holds settings. Implementations answer from memory and are used by one thread, while the configuration is
 * loaded.
 */
public interface SettingSource {

    /** Who else writes to a source, and so what a key in it that is no setting means. */
    enum Ownership {
        /** The application alone: such a key is a mistake, and the configuration is refused. */
        APPLICATION,
        /**
         * The process and its environment: another program may own the key (an orchestrator sets variables such as
         * {@code TENANTCACHE_PORT} for a service of that name), so it is a warning in the log.
         */
        PROCESS
    }

    /** What a message calls this source. */
    String name();

    /** The keys that it holds; those that do not concern TenantCache may be among them. */
    Set<String> names();

    /**
     * The text under that key, or null if there is none.
     *
     * @throws RuntimeException if the source fails; reported as a problem of that key, without the exception's message
     */
    @Nullable
    String get(String key);

    /** What a message calls the place from which {@link #get} takes that key; this source's own name by default. */
    default String nameOf(String key) {
        return name();
    }

    /** To whom that key belongs; to the application by default. */
    default Ownership ownershipOf(String key) {
        return Ownership.APPLICATION;
    }

    /** A source of the application's own; the map is copied. */
    static SettingSource of(String name, Map<String, String> settings) {
        return new MapSource(name, settings);
    }

    /** The system properties as they are now. */
    static SettingSource systemProperties() {
        return SystemPropertySource.snapshot();
    }

    /** The environment variables of this process, by the rules of MicroProfile Config. */
    static SettingSource environment() {
        return new EnvironmentSource(System.getenv());
    }
}
