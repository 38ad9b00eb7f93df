package io.tenantcache.config;

import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;

/**
 * The MicroProfile Config of an application: all its sources, merged by their ordinals. The one class that needs the API;
 * it is loaded only where the API is there.
 */
final class MicroProfileSource implements SettingSource {

    private final Config config;
    private final Set<String> names;

    MicroProfileSource(Config config) {
        this.config = config;
        this.names = new LinkedHashSet<>();
        config.getPropertyNames().forEach(names::add);
    }

    /** The Config of that class loader; empty if there is no implementation of the API. */
    static Optional<SettingSource> find(ClassLoader loader) {
        ConfigProviderResolver resolver;
        try {
            resolver = ConfigProviderResolver.instance();
        } catch (IllegalStateException noImplementation) {
            // The API alone, as a dependency of something else, is no reason not to start.
            return Optional.empty();
        }
        return Optional.of(new MicroProfileSource(resolver.getConfig(loader)));
    }

    @Override
    public String name() {
        return "MicroProfile Config";
    }

    @Override
    public Set<String> names() {
        return names;
    }

    /**
     * MicroProfile Config takes a value whose expression names nothing for absent. Here it is a failure: without it, a
     * misspelled {@code ${REDIS_PASSWORD}} would mean no password.
     */
    @Override
    public @Nullable String get(String key) {
        Optional<String> value = config.getOptionalValue(key, String.class);
        if (value.isEmpty()) {
            String raw = config.getConfigValue(key).getRawValue();
            if (raw != null && raw.contains("${")) {
                throw new NoSuchElementException("An expression names nothing");
            }
        }
        return value.orElse(null);
    }

    @Override
    public String nameOf(String key) {
        String source = config.getConfigValue(key).getSourceName();
        return source == null ? name() : source;
    }

    /**
     * Implementations call their sources as they like, so it is not the source's name that tells the process's keys from
     * the application's: it is where the key can be seen.
     */
    @Override
    public Ownership ownershipOf(String key) {
        boolean variable = key.equals(VariableName.of(key)) || System.getenv(key) != null;
        return variable || System.getProperty(key) != null ? Ownership.PROCESS : Ownership.APPLICATION;
    }
}
