package io.tenantcache.cdi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.cdi.ratelimit.LimitReport;
import io.tenantcache.cdi.ratelimit.LimitStates;
import io.tenantcache.cdi.ratelimit.RateLimitFields;
import io.tenantcache.ratelimit.LimitState;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimitExceededException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For whom a call is counted: as the HTTP request says who it is. */
class LimitedCallerTest {

    private static final Map<String, String> BEHIND_A_PROXY =
            Map.of("tenantcache.client.trusted-proxies", "10.0.0.0/8");

    /** Who sends a request, and what it says of that. */
    record Sent(
            String peer,
            String field,
            List<String> values,
            @Nullable Principal user) {

        static Sent by(String peer, String... forwardedFor) {
            return new Sent(peer, "X-Forwarded-For", List.of(forwardedFor), null);
        }

        static Sent forwarded(String peer, String... values) {
            return new Sent(peer, "Forwarded", List.of(values), null);
        }

        Sent as(String name) {
            return new Sent(peer, field, values, () -> name);
        }

        HttpServletRequest request() {
            return (HttpServletRequest) Proxy.newProxyInstance(
                    LimitedCallerTest.class.getClassLoader(),
                    new Class<?>[] {HttpServletRequest.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getHeaders" -> Collections.enumeration(arguments[0].equals(field) ? values : List.of());
                        case "getRemoteAddr" -> peer;
                        case "getUserPrincipal" -> user;
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }
    }

    /** Gives the request, as a server does. */
    @ApplicationScoped
    static class Server {

        private Sent current = Sent.by("");

        void serve(Sent request) {
            current = request;
        }

        @Produces
        @RequestScoped
        HttpServletRequest request() {
            return current.request();
        }

        @Produces
        @RequestScoped
        Principal caller() {
            Principal user = current.user();
            return user == null ? () -> "ANONYMOUS" : user;
        }
    }

    @ApplicationScoped
    static class Limited {

        @RateLimited(value = "ip", limit = 2, window = "1h", per = "ip")
        @RateLimited(value = "all", limit = 1000, window = "1h")
        public void perAddress() {}

        @RateLimited(value = "user", limit = 2, window = "1h", per = "user")
        public void perUser() {}

        @RateLimited(value = "both", limit = 2, window = "1h", per = "user, ip")
        public void perUserAndAddress() {}
    }

    private @Nullable Application application;

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
    }

    private Limited deploy(Map<String, String> settings) {
        application = Application.configured(settings, Limited.class, Server.class);
        return application.bean(Limited.class);
    }

    private void inRequest(Sent sent, Runnable task) {
        Application deployed = requireNonNull(application);
        deployed.bean(Server.class).serve(sent);
        RequestContextController context = deployed.bean(RequestContextController.class);
        context.activate();
        try {
            deployed.beanManager()
                    .getEvent()
                    .select(HttpServletRequest.class, Initialized.Literal.REQUEST)
                    .fire(sent.request());
            task.run();
        } finally {
            context.deactivate();
        }
    }

    private void admits(int times, Sent sent, Runnable call) {
        for (int i = 0; i < times; i++) {
            inRequest(sent, call);
        }
        assertThatThrownBy(() -> inRequest(sent, call)).isInstanceOf(RateLimitExceededException.class);
    }

    @Test
    void address_inTheOtherField() {
        Limited bean = deploy(Map.of(
                "tenantcache.client.trusted-proxies", "10.0.0.0/8", "tenantcache.client.address-header", "Forwarded"));
        admits(2, Sent.forwarded("10.0.0.1", "for=192.0.2.60;proto=http"), bean::perAddress);
        admits(2, Sent.forwarded("10.0.0.1", "for=192.0.2.60, for=192.0.2.61"), bean::perAddress);
        // What a client may have written.
        admits(2, Sent.by("10.0.0.1", "192.0.2.62"), bean::perAddress);
        assertThatThrownBy(() -> inRequest(Sent.by("10.0.0.1", "192.0.2.63"), bean::perAddress))
                .isInstanceOf(RateLimitExceededException.class);
    }

    @Test
    void fields_asConfigured() {
        Map<String, List<String>> expected = Map.of(
                "none", List.of(),
                "standard", List.of("RateLimit-Policy", "RateLimit"),
                "legacy", List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"));
        LimitState state = new LimitState(RateLimit.of("a", 1, Duration.ofHours(1)), 1, Duration.ZERO, Duration.ZERO);
        expected.forEach((headers, fields) -> {
            try (Application of = Application.configured(
                    Map.of("tenantcache.ratelimit.headers", headers), Limited.class, Server.class)) {
                assertThat(of.bean(RateLimitFields.class).of(List.of(state)).keySet())
                        .containsExactlyElementsOf(fields);
            }
        });
    }

    @Test
    void address_ofThePeer() {
        Limited bean = deploy(Map.of());
        admits(2, Sent.by("192.0.2.1"), bean::perAddress);
        admits(2, Sent.by("192.0.2.2"), bean::perAddress);
    }

    /** Neither is a limit evaded by a forged header, nor somebody else's used up. */
    @Test
    void address_forged() {
        Limited bean = deploy(BEHIND_A_PROXY);
        inRequest(Sent.by("192.0.2.1", "198.51.100.1"), bean::perAddress);
        inRequest(Sent.by("192.0.2.1", "198.51.100.2"), bean::perAddress);
        admits(0, Sent.by("192.0.2.1", "198.51.100.3"), bean::perAddress);
        inRequest(Sent.by("10.0.0.1", "198.51.100.1, 192.0.2.7"), bean::perAddress);
        inRequest(Sent.by("10.0.0.2", "198.51.100.2, 192.0.2.7"), bean::perAddress);
        admits(0, Sent.by("10.0.0.1", "192.0.2.7"), bean::perAddress);
        admits(2, Sent.by("10.0.0.1", "198.51.100.1"), bean::perAddress);
    }

    @Test
    void address_outsideOfARequest() {
        Limited bean = deploy(Map.of());
        bean.perAddress();
        bean.perAddress();
        assertThatThrownBy(bean::perAddress).isInstanceOf(RateLimitExceededException.class);
        admits(2, Sent.by("192.0.2.1"), bean::perAddress);
    }

    /** Of one name within two tenants, and signed in from anywhere. */
    @Test
    void user_withinItsTenant() {
        Limited bean = deploy(Map.of());
        Runnable acme = () -> TenantContext.run(Tenant.of("acme"), bean::perUser);
        Runnable globex = () -> TenantContext.run(Tenant.of("globex"), bean::perUser);
        inRequest(Sent.by("192.0.2.1").as("kim"), acme);
        inRequest(Sent.by("192.0.2.2").as("kim"), acme);
        admits(0, Sent.by("192.0.2.3").as("kim"), acme);
        admits(2, Sent.by("192.0.2.3").as("kim"), globex);
        admits(2, Sent.by("192.0.2.3").as("lee"), acme);
        admits(2, Sent.by("192.0.2.3").as("kim"), bean::perUser);
    }

    @Test
    void user_whoIsNobody() {
        Limited bean = deploy(Map.of());
        admits(2, Sent.by("192.0.2.1"), bean::perUser);
        admits(2, Sent.by("192.0.2.2"), bean::perUser);
        admits(2, Sent.by("192.0.2.2").as("ANONYMOUS"), bean::perUser);
        // The name of a user is never taken for an address.
        admits(2, Sent.by("192.0.2.9").as("192.0.2.1"), bean::perUser);
    }

    @Test
    void userAndAddress() {
        Limited bean = deploy(Map.of());
        admits(2, Sent.by("192.0.2.1").as("kim"), bean::perUserAndAddress);
        admits(2, Sent.by("192.0.2.2").as("kim"), bean::perUserAndAddress);
        admits(2, Sent.by("192.0.2.1").as("lee"), bean::perUserAndAddress);
    }

    @Test
    void report_ofTheRequest() {
        Limited bean = deploy(Map.of());
        inRequest(Sent.by("192.0.2.1").as("kim"), () -> {
            LimitReport report = requireNonNull(application).bean(LimitReport.class);
            LimitStates states = report.states();
            assertThat(states.all()).isEmpty();
            bean.perAddress();
            bean.perUser();
            assertThat(report.states().all())
                    .extracting(state -> state.limit().name(), LimitState::remaining)
                    .containsExactlyInAnyOrder(tuple("ip", 1L), tuple("all", 999L), tuple("user", 1L));
            assertThat(states.all()).hasSize(3);
        });
    }
}
