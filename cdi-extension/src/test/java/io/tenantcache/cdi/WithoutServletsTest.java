package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.testing.PartOfClassPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The extension in a class loader without the servlet API: what is read from requests cannot be had. */
class WithoutServletsTest {

    /** Whose limit is counted for what any call has. */
    @ApplicationScoped
    public static class PerTenant {

        /** Answers. */
        @RateLimited(value = "calls", limit = 5, window = "1h", per = "tenant")
        public String call() {
            return "called";
        }
    }

    /** Whose limit is counted for what a request has. */
    @ApplicationScoped
    public static class PerAddress {

        /** Does nothing. */
        @RateLimited(value = "addresses", limit = 5, window = "1h", per = "ip")
        public void call() {}
    }

    /** Whose limit is counted for what a request has, too. */
    @ApplicationScoped
    public static class PerUser {

        /** Does nothing. */
        @RateLimited(value = "users", limit = 5, window = "1h", per = "user")
        public void call() {}
    }

    /** What runs in that class loader. */
    public static final class Inside {

        private Inside() {}

        /** What a bean answers in an application that reads nothing from requests. */
        public static Object call() throws Exception {
            try (Application application = Application.of(PerTenant.class)) {
                return TenantContext.call(Tenant.of("acme"), application.bean(PerTenant.class)::call);
            }
        }

        /** Deploys an application with those sources of tenants. */
        public static void deploy(String sources) {
            Map<String, String> settings = Map.of(
                    "tenantcache.tenant.sources", sources,
                    "tenantcache.tenant.principal", "*@{tenant}",
                    "tenantcache.tenant.host", "{tenant}.example.com",
                    "tenantcache.tenant.path", "/{tenant}");
            Application.configured(settings).close();
        }

        /** Deploys an application with limits for each address and each user. */
        public static void deployLimits() {
            Application.of(PerTenant.class, PerAddress.class, PerUser.class).close();
        }
    }

    private static Object inside(String method, String... arguments) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader isolated =
                PartOfClassPath.of(jar -> !jar.contains("servlet") && !jar.contains("jakartaee"))) {
            Thread.currentThread().setContextClassLoader(isolated);
            assertThatThrownBy(() -> isolated.loadClass("jakarta.servlet.http.HttpServletRequest"))
                    .isInstanceOf(ClassNotFoundException.class);
            Class<?>[] types = new Class<?>[arguments.length];
            Arrays.fill(types, String.class);
            return isolated.loadClass(Inside.class.getName())
                    .getMethod(method, types)
                    .invoke(null, (Object[]) arguments);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static String refusal(String method, String... arguments) {
        InvocationTargetException refused =
                catchThrowableOfType(InvocationTargetException.class, () -> inside(method, arguments));
        return String.valueOf(refused.getCause());
    }

    @Test
    void deploys() throws Exception {
        assertThat(inside("call")).isEqualTo("called");
    }

    @ParameterizedTest
    @CsvSource({"principal", "header", "host", "path"})
    void source_refused(String source) {
        assertThat(refusal("deploy", "bean," + source))
                .contains("TC-115 tenantcache.tenant.sources names '" + source + "', and there is no servlet API")
                .contains("take it off the list");
    }

    @Test
    void limitOfEachAddressOrUser_refused() {
        assertThat(refusal("deployLimits"))
                .contains("TC-155 The rate limit 'addresses' is counted for each user or address")
                .contains("TC-155 The rate limit 'users' is counted for each user or address")
                .contains("for 2 reasons")
                .doesNotContain("'calls'");
    }
}
