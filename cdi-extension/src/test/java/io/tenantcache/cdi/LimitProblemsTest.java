package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tenantcache.Tenant;
import io.tenantcache.ratelimit.RateLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mistakes in limits. */
class LimitProblemsTest {

    @ApplicationScoped
    static class Wrong {

        @RateLimited(value = "no such name", limit = 1, window = "1h")
        public void name() {}

        @RateLimited(value = "half", limit = 1)
        public void half() {}

        @RateLimited(value = "twofold", limit = 1, window = "1h")
        public void once() {}

        @RateLimited(value = "twofold", limit = 2)
        public void twice() {}

        @RateLimited(value = "small", limit = 2, window = "1h", permits = 3)
        public void heavy() {}

        @RateLimited(value = "big", limit = 20, window = "1h", permits = 3)
        @RateLimited(value = "big", permits = 2)
        public void twoWeights() {}

        @RateLimited(value = "none", limit = 20, window = "1h", permits = 0)
        public void nothing() {}

        @RateLimited(value = "key", limit = 20, window = "1h", key = "{0.size}")
        public void property(String text) {}

        @RateLimited(value = "key", key = "{result}")
        public String result() {
            return "";
        }

        @RateLimited(value = "key", key = "{1}")
        public void parameter(String text) {}

        @RateLimited(value = "hidden", limit = 20, window = "1h")
        static void hidden() {}
    }

    @ApplicationScoped
    static class Malformed {
        @RateLimited(
                value = "malformed",
                limit = -1,
                window = "soon",
                per = "moon",
                whenAway = "never",
                countHits = "no")
        public void all() {}
    }

    @ApplicationScoped
    static class Good {
        @RateLimited(value = "good", limit = 1, window = "1h")
        public void good() {}
    }

    @ApplicationScoped
    static class OnePlan implements RateLimitPlan {
        @Override
        public Optional<RateLimit> limitFor(RateLimit configured, Tenant tenant) {
            return Optional.empty();
        }
    }

    @ApplicationScoped
    static class OtherPlan extends OnePlan {}

    @Stereotype
    @RateLimited(value = "stereotype", limit = 1, window = "1h")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Careful {}

    @Careful
    @ApplicationScoped
    static class OfStereotype {
        public void one() {}
    }

    private static String refusal(Map<String, String> settings, Class<?>... beans) {
        Throwable refused =
                catchThrowable(() -> Application.configured(settings, beans).close());
        assertThat(refused).isNotNull();
        return String.valueOf(refused.getMessage());
    }

    @Test
    void annotations() {
        String name = Wrong.class.getName();
        assertThat(refusal(Map.of(), Wrong.class))
                .contains(
                        "TC-150 " + name + ".name names a limit that cannot be",
                        "TC-151 " + name + ".half has the limit 'half'",
                        "TC-152 " + name + ".twice and " + name + ".once say different things of the limit 'twofold'",
                        "TC-153 " + name + ".heavy counts for 3 under the limit 'small', which admits 2",
                        "TC-153 " + name + ".twoWeights says permits that cannot be",
                        "TC-153 " + name + ".nothing says permits that cannot be",
                        "TC-154 " + name + ".property has the key \"{0.size}\", which asks for the property 'size'",
                        "TC-154 " + name + ".result has the key \"{result}\", which asks for the result",
                        "TC-154 " + name + ".parameter has the key \"{1}\", which names parameter 1 of 1",
                        "TC-109 " + name + ".hidden cannot be intercepted: it is static")
                .contains("for 10 reasons");
    }

    @Test
    void malformedSetting_hidesNothingElse() {
        String name = Wrong.class.getName();
        assertThat(refusal(Map.of("tenantcache.near.ttl", "60", "tenantcache.tenant.sources", "moon"), Wrong.class))
                .contains(
                        "tenantcache.near.ttl",
                        "tenantcache.tenant.sources",
                        "TC-150 " + name + ".name names a limit that cannot be",
                        "TC-109 " + name + ".hidden cannot be intercepted: it is static")
                .contains("for 12 reasons");
    }

    @ApplicationScoped
    static class Weighty {
        @RateLimited(value = "export", limit = 10, window = "1h", permits = 4)
        public void export() {}
    }

    @Test
    void permits_moreThanATenantHas() {
        assertThat(refusal(Map.of("tenantcache.ratelimit.export.tenants", "acme=3,globex=4"), Weighty.class))
                .contains("TC-153 " + Weighty.class.getName()
                        + ".export counts for 4 under the limit 'export', which admits 3 to some tenant");
    }

    @Test
    void members_areSettings() {
        String refusal = refusal(Map.of(), Malformed.class);
        for (String member : new String[] {"limit", "window", "per", "whenAway", "countHits"}) {
            assertThat(refusal).contains("@RateLimited(" + member + ") of " + Malformed.class.getName() + ".all");
        }
        assertThat(refusal).contains("for 5 reasons").doesNotContain("moon").doesNotContain("never");
    }

    @Test
    void settings() {
        String refusal = refusal(
                Map.of(
                        "tenantcache.ratelimit.good.limit", "0",
                        "tenantcache.ratelimit.good.limits", "1",
                        "tenantcache.ratelimit.good.tenants", "initech=1,initech=2",
                        "tenantcache.ratelimit.headers", "all",
                        "tenantcache.client.trusted-proxies", "proxy",
                        "tenantcache.client.address-header", "X-Real-IP",
                        "tenantcache.client.ipv6-prefix", "8"),
                Good.class);
        assertThat(refusal)
                .contains(
                        "tenantcache.ratelimit.good.limits",
                        "The nearest one is tenantcache.ratelimit.good.limit.",
                        "tenantcache.ratelimit.good.tenants",
                        "tenantcache.ratelimit.headers",
                        "tenantcache.client.trusted-proxies",
                        "tenantcache.client.address-header",
                        "tenantcache.client.ipv6-prefix")
                .contains("for 7 reasons")
                .doesNotContain("initech");
    }

    @Test
    void settings_ofNoMethod() {
        String logger = "io.tenantcache.cdi.extension.LimitValidation";
        try (LogLines log = LogLines.of(logger);
                Application application =
                        Application.configured(Map.of("tenantcache.ratelimit.godo.limit", "5"), Good.class)) {
            application.bean(Good.class).good();
            assertThat(log.lines()).singleElement().asString().contains("TC-157", "tenantcache.ratelimit.godo");
        }
    }

    /** Weld 5.1 does not intercept all methods then: a limit must not fail to hold in silence. */
    @Test
    void stereotype() {
        assertThat(refusal(Map.of(), OfStereotype.class))
                .contains("TC-158 " + OfStereotype.class.getName() + " has a stereotype with @RateLimited");
    }

    @Test
    void plans_several() {
        assertThatThrownBy(() -> Application.of(Good.class, OnePlan.class, OtherPlan.class)
                        .close())
                .hasMessageContaining("TC-156 " + RateLimitPlan.class.getName() + " has 2 beans");
    }
}
