package io.tenantcache.cdi.extension;

import io.tenantcache.config.ExtensionSettings;
import io.tenantcache.config.Setting;
import java.util.List;

/** Makes this module's settings known to the provider that an application finds by itself. */
public final class CdiSettings implements ExtensionSettings {

    /** A list, as the service loader makes it. */
    public CdiSettings() {}

    @Override
    public List<Setting<?>> settings() {
        return DeploymentSettings.OWN;
    }
}
