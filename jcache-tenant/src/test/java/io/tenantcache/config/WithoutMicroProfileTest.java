package io.tenantcache.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.testing.PartOfClassPath;
import java.net.URLClassLoader;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The same classes in class loaders that lack MicroProfile Config, or an implementation of it. */
class WithoutMicroProfileTest {

    private static final String KEY = "tenantcache.schema-version";

    @Test
    void load_withoutTheApi() throws Exception {
        assertThat(schemaVersion(jar -> !jar.contains("microprofile") && !jar.contains("smallrye")))
                .isEqualTo("v9");
    }

    @Test
    void load_withoutAnImplementation() throws Exception {
        assertThat(schemaVersion(jar -> !jar.contains("smallrye"))).isEqualTo("v9");
    }

    /** What a loader in a class loader of its own, with those parts of the class path, takes from system properties. */
    private static Object schemaVersion(Predicate<String> present) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        System.setProperty(KEY, "v9");
        try (URLClassLoader isolated = PartOfClassPath.of(present)) {
            // The API looks for its implementation through the context class loader.
            Thread.currentThread().setContextClassLoader(isolated);
            Class<?> tenancy = isolated.loadClass(Tenancy.class.getName());
            Object config = isolated.loadClass(TenantCacheConfigLoader.class.getName())
                    .getMethod("load", ClassLoader.class, tenancy)
                    .invoke(null, isolated, tenancy.getEnumConstants()[0]);
            Object defaults = config.getClass().getMethod("defaults").invoke(config);
            return defaults.getClass().getMethod("schemaVersion").invoke(defaults);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            System.clearProperty(KEY);
        }
    }
}
