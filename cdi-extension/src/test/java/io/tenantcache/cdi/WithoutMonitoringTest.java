package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.testing.PartOfClassPath;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The extension in a class loader without the APIs of MicroProfile Metrics and Health. */
class WithoutMonitoringTest {

    /** What runs in that class loader. */
    public static final class Inside {

        private Inside() {}

        /** What a cache of an application with that setting answers. */
        public static Object use(String strict) throws Exception {
            try (Application application = Application.configured(Map.of("tenantcache.health.strict", strict))) {
                return TenantContext.call(Tenant.of("acme"), () -> {
                    application.cache("c").put("k", "v");
                    return application.cache("c").get("k");
                });
            }
        }
    }

    private static Object use(String strict) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader isolated = PartOfClassPath.of(jar -> !jar.contains("metrics") && !jar.contains("health"))) {
            Thread.currentThread().setContextClassLoader(isolated);
            assertThatThrownBy(() -> isolated.loadClass("org.eclipse.microprofile.health.HealthCheck"))
                    .isInstanceOf(ClassNotFoundException.class);
            return isolated.loadClass(Inside.class.getName())
                    .getMethod("use", String.class)
                    .invoke(null, strict);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void deploys() throws Exception {
        assertThat(use("false")).isEqualTo("v");
    }

    @Test
    void strictHealth_refused() {
        assertThatThrownBy(() -> use("true"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .hasMessageContaining("TC-134 tenantcache.health.strict is set without MicroProfile Health");
    }
}
