package io.tenantcache.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the sources say, be it valid or not: for who reports what is wrong together with more. What is not valid counts as not set, and is
 * among the {@link #problems}. If there are any, the rest serves to look for more of them, and nothing else.
 *
 * <p>Not thread-safe.
 */
public final class ConfigDraft {

    private final SettingReader reader;
    private final KeyIndex index;
    private final TenantCacheConfig config;

    ConfigDraft(SettingReader reader, KeyIndex index, TenantCacheConfig config) {
        this.reader = reader;
        this.index = index;
        this.config = config;
    }

    /** The configuration, without extensions' settings. */
    public TenantCacheConfig config() {
        return config;
    }

    /** All that is wrong, extensions' settings included; those that are given by a name in a variable once they were asked for. */
    public List<Problem> problems() {
        return reader.problems();
    }

    /** The value of a setting that is given once: what is set, else the default, else empty. */
    public <T> Optional<T> value(Setting<T> setting) {
        return Optional.ofNullable(reader.read(setting));
    }

    /**
     * The value of an extension's setting that is given by a name, a cache's for instance: what is set for that name, else the default, else
     * empty.
     */
    public <T> Optional<T> value(Setting<T> setting, String name) {
        return Optional.ofNullable(reader.read(setting, setting.template().spellings(name)))
                .or(() -> Optional.ofNullable(setting.defaultValue()));
    }

    /** Whether that setting, which is given once, is given, be it valid or not. */
    public boolean isSet(Setting<?> setting) {
        return reader.isSet(setting);
    }

    /** Whether that setting is given, and not valid: what would follow from its absence is no problem of its own. */
    public boolean isWrong(Setting<?> setting) {
        return isAnyWrong(List.of(setting.key()));
    }

    /** As {@link #isWrong(Setting)}, of a setting that is given by a name, once its {@linkplain #value(Setting, String) value} was asked for. */
    public boolean isWrong(Setting<?> setting, String name) {
        return isAnyWrong(setting.template().spellings(name));
    }

    /** Whether the classes that may be stored are given, and not validly. */
    public boolean isCodecAllowWrong() {
        return isWrong(Settings.CODEC_ALLOW);
    }

    private boolean isAnyWrong(List<String> keys) {
        return reader.problems().stream().anyMatch(problem -> keys.contains(problem.key()));
    }

    /**
     * The names for which a setting is given that is given by a name, which is not a cache's; without those in environment variables, which
     * do not spell them out.
     */
    public Set<String> names(Setting<?> setting) {
        return new TreeSet<>(index.names(setting));
    }
}
