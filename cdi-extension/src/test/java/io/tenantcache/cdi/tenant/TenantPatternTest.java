package io.tenantcache.cdi.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TenantPatternTest {

    @Test
    void host() {
        TenantPattern pattern = TenantPattern.ofHost("{tenant}.Example.com");

        assertThat(pattern.tenantIn("ACME.example.com")).contains("acme");
        assertThat(pattern.tenantIn("a-b.example.com")).contains("a-b");
        assertThat(pattern.tenantIn("a.b.example.com")).isEmpty();
        assertThat(pattern.tenantIn(".example.com")).isEmpty();
        assertThat(pattern.tenantIn("acme.exampleXcom")).isEmpty();
        assertThat(pattern.tenantIn("acme.example.com.")).isEmpty();
    }

    @Test
    void host_withinALabel() {
        assertThat(TenantPattern.ofHost("app-{tenant}.*.com").tenantIn("app-acme.eu.com"))
                .contains("acme");
    }

    @Test
    void path() {
        TenantPattern pattern = TenantPattern.ofPath("/*/org/{tenant}");

        assertThat(pattern.tenantIn("/v1/org/acme")).contains("acme");
        assertThat(pattern.tenantIn("/v1/org/acme/users/7")).contains("acme");
        assertThat(pattern.tenantIn("/v1/org/")).isEmpty();
        assertThat(pattern.tenantIn("/v1/x/org/acme")).isEmpty();
        assertThat(pattern.tenantIn("v1/org/acme")).isEmpty();
    }

    @Test
    void path_endsWithASegment() {
        assertThat(TenantPattern.ofPath("/{tenant}/api").tenantIn("/acme/apis")).isEmpty();
    }

    @Test
    void name() {
        TenantPattern pattern = TenantPattern.ofName("*@{tenant}");

        assertThat(pattern.tenantIn("jane@acme")).contains("acme");
        assertThat(pattern.tenantIn("jane@acme.com")).contains("acme.com");
        assertThat(pattern.tenantIn("jane@globex@acme")).isEmpty();
        assertThat(pattern.tenantIn("@acme")).isEmpty();
        assertThat(pattern.tenantIn("jane@")).isEmpty();
        assertThat(pattern.tenantIn("jane")).isEmpty();
    }

    @Test
    void name_signsOfRegularExpressions() {
        assertThat(TenantPattern.ofName("{tenant}\\*").tenantIn("acme\\jane")).contains("acme");
        assertThat(TenantPattern.ofName("[{tenant}]^-*").tenantIn("[acme]^-jane"))
                .contains("acme");
        assertThat(TenantPattern.ofName("{tenant}").tenantIn("all\nof it")).contains("all\nof it");
    }

    @Test
    void malformed() {
        assertThatIllegalArgumentException().isThrownBy(() -> TenantPattern.ofHost("example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> TenantPattern.ofHost("{tenant}.{tenant}.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> TenantPattern.ofHost("*-{tenant}.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> TenantPattern.ofPath("org/{tenant}"));
        assertThatIllegalArgumentException().isThrownBy(() -> TenantPattern.ofPath("/{tenant}/"));
        assertThatIllegalArgumentException().isThrownBy(() -> TenantPattern.ofName("*{tenant}"));
        assertThatIllegalArgumentException().isThrownBy(() -> TenantPattern.ofName("{tenant}and*"));
    }
}
