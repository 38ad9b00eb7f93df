package io.tenantcache.cdi.extension;

import io.tenantcache.config.ConfigDraft;
import io.tenantcache.config.Setting;
import java.util.List;

/**
 * How the application is watched.
 *
 * @param strictHealth whether it is ready only while Redis is in use
 */
record MonitoringSettings(boolean strictHealth) {

    static final Setting<Boolean> STRICT_HEALTH = Setting.flag(
            "tenantcache.health.strict",
            false,
            "Whether the readiness check is down while Redis is away, its journal is not drained, or memory is not trusted.");

    /** All of them. */
    static final List<Setting<?>> ALL = List.of(STRICT_HEALTH);

    static MonitoringSettings from(ConfigDraft draft) {
        return new MonitoringSettings(draft.value(STRICT_HEALTH).orElseThrow());
    }
}
