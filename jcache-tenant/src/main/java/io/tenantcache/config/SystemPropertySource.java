package io.tenantcache.config;

import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The system properties, as they were at one time: the properties of a running JVM change under the reader. */
final class SystemPropertySource implements SettingSource {

    private final Properties properties;

    private SystemPropertySource(Properties properties) {
        this.properties = properties;
    }

    static SystemPropertySource snapshot() {
        Properties copy = new Properties();
        Properties live = System.getProperties();
        live.stringPropertyNames().stream()
                .filter(name -> name.startsWith(Setting.NAMESPACE))
                .forEach(name -> copy.setProperty(name, live.getProperty(name, "")));
        return new SystemPropertySource(copy);
    }

    @Override
    public String name() {
        return "system properties";
    }

    @Override
    public Set<String> names() {
        return properties.stringPropertyNames();
    }

    @Override
    public @Nullable String get(String key) {
        return properties.getProperty(key);
    }

    @Override
    public Ownership ownershipOf(String key) {
        return Ownership.PROCESS;
    }
}
