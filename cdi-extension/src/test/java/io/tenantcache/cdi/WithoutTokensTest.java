package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.testing.PartOfClassPath;
import java.net.URLClassLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The extension in a class loader without MicroProfile JWT: there are no tokens that could tell the tenant. */
class WithoutTokensTest {

    /** What runs in that class loader. */
    public static final class Inside {

        private Inside() {}

        /** Deploys an application with those sources of tenants; the default ones if that is blank. */
        public static void deploy(String sources) {
            Application.configured(Map.of("tenantcache.tenant.sources", sources), Contacts.class)
                    .close();
        }
    }

    private static void deploy(String sources) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader isolated = PartOfClassPath.of(jar -> !jar.contains("jwt"))) {
            Thread.currentThread().setContextClassLoader(isolated);
            assertThatThrownBy(() -> isolated.loadClass("org.eclipse.microprofile.jwt.JsonWebToken"))
                    .isInstanceOf(ClassNotFoundException.class);
            isolated.loadClass(Inside.class.getName())
                    .getMethod("deploy", String.class)
                    .invoke(null, sources);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void defaultSources_deploy() {
        assertThatCode(() -> deploy("")).doesNotThrowAnyException();
    }

    @Test
    void otherSources_deploy() {
        assertThatCode(() -> deploy("bean,header")).doesNotThrowAnyException();
    }

    @Test
    void token_refused() {
        assertThatThrownBy(() -> deploy("token,header"))
                .cause()
                .hasMessageContaining(
                        "TC-142 tenantcache.tenant.sources names 'token', and there is no MicroProfile JWT")
                .hasMessageContaining("take the source off the list");
    }
}
