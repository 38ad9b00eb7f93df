package io.tenantcache.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings that the application passes in. */
final class MapSource implements SettingSource {

    private final String name;
    private final Map<String, String> settings;

    MapSource(String name, Map<String, String> settings) {
        this.name = name;
        this.settings = Map.copyOf(settings);
    }

    /** The properties with their own defaults; a value that is no string counts as its text. */
    static MapSource of(String name, Properties properties) {
        Map<String, String> settings = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
        return new MapSource(name, settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> names() {
        return settings.keySet();
    }

    @Override
    public @Nullable String get(String key) {
        return settings.get(key);
    }
}
