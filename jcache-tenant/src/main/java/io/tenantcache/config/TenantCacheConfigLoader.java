package io.tenantcache.config;

import io.tenantcache.config.Setting.Reach;
import io.tenantcache.config.SettingSource.Ownership;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * Loads a configuration from outside: from MicroProfile Config where an implementation is there, else from the system
 * properties and then the environment variables. All that is wrong is reported at once, and no secret is ever printed.
 *
 * <p>A key under {@code tenantcache.} that is no setting is a problem like any other if a source of the application's own
 * holds it. In a system property or an environment variable it is a warning in the log, because such a key may belong to
 * another program. A blank text means that the setting is not set, and hides those of lesser precedence.
 *
 * <p>Not thread-safe.
 */
public final class TenantCacheConfigLoader {

    private static final System.Logger LOG = System.getLogger(TenantCacheConfigLoader.class.getName());
    private static final String MICROPROFILE_API = "org.eclipse.microprofile.config.Config";

    private final List<SettingSource> sources;
    private final List<Setting<?>> settings = new ArrayList<>(Settings.ALL);
    private Tenancy defaultTenancy = Tenancy.SHARED;

    private TenantCacheConfigLoader(List<SettingSource> sources) {
        this.sources = new ArrayList<>(sources);
    }

    /**
     * The configuration that the sources of that class loader hold.
     *
     * @param loader that of the application, of whose MicroProfile Config is asked for
     * @param defaultTenancy where the configuration does not say it
     * @throws InvalidConfigurationException if it is not valid
     */
    public static TenantCacheConfig load(ClassLoader loader, Tenancy defaultTenancy) {
        return forClassLoader(loader).defaultTenancy(defaultTenancy).load();
    }

    /**
     * The configuration that the map holds, and nothing else.
     *
     * @param defaultTenancy where the map does not say it
     * @throws InvalidConfigurationException if it is not valid
     */
    public static TenantCacheConfig load(Map<String, String> settings, Tenancy defaultTenancy) {
        return of(SettingSource.of("settings of the application", settings))
                .defaultTenancy(defaultTenancy)
                .load();
    }

    /** A loader from MicroProfile Config if an implementation is there, else system properties and environment. */
    public static TenantCacheConfigLoader forClassLoader(ClassLoader loader) {
        Optional<SettingSource> microProfile =
                hasMicroProfileApi() ? MicroProfileSource.find(loader) : Optional.empty();
        TenantCacheConfigLoader configLoader = new TenantCacheConfigLoader(microProfile
                .map(List::of)
                .orElseGet(() -> List.of(SettingSource.systemProperties(), SettingSource.environment())));
        ServiceLoader.load(ExtensionSettings.class, ExtensionSettings.class.getClassLoader())
                .forEach(extension -> configLoader.recognise(extension.settings()));
        return configLoader;
    }

    /** A loader from those sources, the one that has precedence first. */
    public static TenantCacheConfigLoader of(SettingSource... sources) {
        return new TenantCacheConfigLoader(List.of(sources));
    }

    /** Sets to whom the entries belong where the configuration does not say it; without this call: shared. */
    public TenantCacheConfigLoader defaultTenancy(Tenancy tenancy) {
        defaultTenancy = tenancy;
        return this;
    }

    /** Gives the properties, copied, precedence over all sources so far: those given to a caching provider, say. */
    public TenantCacheConfigLoader override(String name, Properties properties) {
        sources.add(0, MapSource.of(name, properties));
        return this;
    }

    /** Gives all sources so far precedence over that one: over what annotations of an application say, for instance. */
    public TenantCacheConfigLoader supplement(SettingSource source) {
        sources.add(source);
        return this;
    }

    /** Makes settings of an extension known: they are no unknown keys, and are validated with all others. */
    public TenantCacheConfigLoader recognise(Setting<?>... extensionSettings) {
        return recognise(List.of(extensionSettings));
    }

    private TenantCacheConfigLoader recognise(List<Setting<?>> extensionSettings) {
        extensionSettings.stream()
                .filter(setting -> !settings.contains(setting))
                .forEach(settings::add);
        return this;
    }

    /**
     * The configuration. Reads the sources anew; asks the file system whether the files that are named can be read.
     *
     * @throws InvalidConfigurationException if it is not valid; it lists all that is wrong, extensions' settings included
     */
    public TenantCacheConfig load() {
        ConfigDraft draft = draft();
        List<Problem> problems = draft.problems();
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return draft.config();
    }

    /** What the sources say, for who reports what is wrong with it together with more. Reads them as {@link #load} does. */
    public ConfigDraft draft() {
        KeyIndex index = new KeyIndex(sources, settings);
        SettingReader reader = new SettingReader(sources, index.names(Settings.PRESET));
        for (KeyIndex.UnknownKey key : index.unknown()) {
            if (key.ownership() == Ownership.APPLICATION) {
                reader.report(key.problem());
            } else {
                LOG.log(Level.WARNING, key.problem().toString());
            }
        }
        settings.stream()
                .filter(setting -> !Settings.ALL.contains(setting))
                .forEach(setting -> validate(setting, reader, index));
        return new ConfigDraft(reader, index, new ConfigAssembly(reader, index).config(defaultTenancy));
    }

    private static void validate(Setting<?> setting, SettingReader reader, KeyIndex index) {
        if (setting.isOfCaches()) {
            KeyTemplate template = setting.template();
            index.caches().forEach(cache -> reader.read(setting, template.spellings(cache)));
            index.cacheVariables().forEach(variable -> reader.read(setting, template.variables(variable)));
        } else if (setting.reach() == Reach.EACH) {
            index.names(setting)
                    .forEach(name -> reader.read(setting, setting.template().spellings(name)));
        } else {
            reader.read(setting);
        }
    }

    /** Asked first, so that {@link MicroProfileSource} is linked only where it can be. */
    private static boolean hasMicroProfileApi() {
        try {
            Class.forName(MICROPROFILE_API, false, TenantCacheConfigLoader.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
