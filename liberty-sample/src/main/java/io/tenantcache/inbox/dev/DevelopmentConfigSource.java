package io.tenantcache.inbox.dev;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * What the inbox needs to run and nobody has configured: a Redis, and the key that verifies development tokens. It stands
 * below all other sources, so a configured value wins, and what would have stood in for it is not even started.
 */
public class DevelopmentConfigSource implements ConfigSource {

    /** Whether development tokens are issued. */
    public static final String DEV_TOKENS = "inbox.dev-tokens";

    /** Tells Redis's address too, in Redisson's own way. */
    private static final String REDISSON_FILE = "tenantcache.redis.config-file";

    private static final int BELOW_THE_APPLICATIONS_OWN = 50;

    private final Map<String, Supplier<@Nullable String>> values = Map.of(
            "tenantcache.redis.address",
            () -> isConfigured(REDISSON_FILE)
                    ? null
                    : DevelopmentRedis.address().orElse(null),
            "mp.jwt.verify.publickey",
            () -> issuesTokens() ? DevelopmentKeys.publicKeyPem() : null,
            "mp.jwt.verify.issuer",
            () -> issuesTokens() ? TokenIssuer.ISSUER : null);

    @Override
    public int getOrdinal() {
        return BELOW_THE_APPLICATIONS_OWN;
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
        Supplier<@Nullable String> value = values.get(name);
        return value == null ? null : value.get();
    }

    @Override
    public String getName() {
        return "development";
    }

    private static boolean isConfigured(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class).isPresent();
    }

    private static boolean issuesTokens() {
        return ConfigProvider.getConfig()
                .getOptionalValue(DEV_TOKENS, Boolean.class)
                .orElse(false);
    }
}
