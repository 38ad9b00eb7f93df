package io.tenantcache.config;

import java.util.List;

/**
 * The settings that another module adds, found as a service: they are no unknown keys to whoever reads the configuration without
 * that module, such as a JSR-107 client in an application that has the CDI extension.
 */
public interface ExtensionSettings {

    /** The module's settings. Called each time a configuration is read. */
    List<Setting<?>> settings();
}
