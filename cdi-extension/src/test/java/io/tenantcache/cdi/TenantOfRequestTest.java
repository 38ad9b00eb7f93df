package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.TenantResolver;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Produces;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the tenant comes from: each test reads with it, and finds the entry under the tenant that it should be. */
class TenantOfRequestTest {

    private static final Map<String, String> HEADER_ENABLED = Map.of("tenantcache.tenant.header.enabled", "true");

    /** As servers give a claim of their JSON. */
    private record Text(String getString) implements JsonString {
        @Override
        public CharSequence getChars() {
            return getString;
        }

        @Override
        public ValueType getValueType() {
            return ValueType.STRING;
        }
    }

    /** What a server makes of a verified token. */
    @RequestScoped
    static class Token implements JsonWebToken {

        private Map<String, Object> claims = Map.of();

        void claims(Map<String, Object> values) {
            claims = values;
        }

        @Override
        public String getName() {
            return "caller";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
        public <T> @Nullable T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    /** Gives the request, as a server does. */
    @ApplicationScoped
    static class Requests {

        private @Nullable JsonWebToken principal;

        void answerFor(JsonWebToken caller) {
            principal = caller;
        }

        @Produces
        @RequestScoped
        HttpServletRequest request() {
            return TenantOfRequestTest.request(Map.of(), principal);
        }
    }

    @ApplicationScoped
    static class OwnResolver implements TenantResolver {

        private Optional<Tenant> tenant = Optional.empty();
        private @Nullable RuntimeException failure;

        void answer(@Nullable Tenant value, @Nullable RuntimeException thrown) {
            tenant = Optional.ofNullable(value);
            failure = thrown;
        }

        @Override
        public Optional<Tenant> resolve() {
            if (failure != null) {
                throw failure;
            }
            return tenant;
        }
    }

    @ApplicationScoped
    @Priority(10)
    static class FirstResolver implements TenantResolver {
        @Override
        public Optional<Tenant> resolve() {
            return Optional.of(Tenant.of("first"));
        }
    }

    @RequestScoped
    static class RequestResolver implements TenantResolver {
        @Override
        public Optional<Tenant> resolve() {
            return Optional.of(Tenant.of("of the request"));
        }
    }

    private static HttpServletRequest request(Map<String, List<String>> headers, @Nullable JsonWebToken principal) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                TenantOfRequestTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeaders" -> Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
                    case "getUserPrincipal" -> principal;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static void inRequest(Application application, Runnable task) {
        RequestContextController context = application.bean(RequestContextController.class);
        context.activate();
        try {
            task.run();
        } finally {
            context.deactivate();
        }
    }

    private static void inRequest(Application application, Map<String, List<String>> headers, Runnable task) {
        inRequest(application, () -> {
            application
                    .beanManager()
                    .getEvent()
                    .select(HttpServletRequest.class, Initialized.Literal.REQUEST)
                    .fire(request(headers, null));
            task.run();
        });
    }

    private static void withClaims(Application application, Map<String, Object> claims, Runnable task) {
        inRequest(application, () -> {
            application.bean(Token.class).claims(claims);
            task.run();
        });
    }

    private static Consumer<String> readsFor(Application application) {
        return tenant -> {
            application.bean(Contacts.class).deleteAll();
            application.bean(Contacts.class).reread(1);
            TenantContext.run(
                    Tenant.of(tenant),
                    () -> assertThat(application.cache("contacts").get(Contacts.key(1L)))
                            .isNotNull());
        };
    }

    private static void assertNoTenant(Application application) {
        assertThatThrownBy(() -> application.bean(Contacts.class).find(1)).isInstanceOf(TenantRequiredException.class);
    }

    private static void assertUnresolved(Application application) {
        assertThatThrownBy(() -> application.bean(Contacts.class).find(1))
                .isInstanceOf(TenantUnresolvedException.class);
        assertThat(application.bean(Contacts.class).calls()).isZero();
    }

    @Test
    void token_claim() {
        try (Application application = Application.of(Contacts.class, Token.class)) {
            Consumer<String> reads = readsFor(application);
            withClaims(application, Map.of("tenant", "acme"), () -> reads.accept("acme"));
            withClaims(application, Map.of("tenant", new Text("globex")), () -> reads.accept("globex"));
        }
    }

    @Test
    void token_otherClaim() {
        Map<String, String> settings = Map.of("tenantcache.tenant.claim", "org");
        try (Application application = Application.configured(settings, Contacts.class, Token.class)) {
            withClaims(
                    application,
                    Map.of("tenant", "globex", "org", "acme"),
                    () -> readsFor(application).accept("acme"));
        }
    }

    @Test
    void token_withoutClaim() {
        try (Application application = Application.of(Contacts.class, Token.class)) {
            withClaims(application, Map.of(), () -> assertNoTenant(application));
        }
    }

    @Test
    void token_malformedClaim() {
        try (Application application = Application.configured(HEADER_ENABLED, Contacts.class, Token.class)) {
            withClaims(application, Map.of("tenant", 42L), () -> assertUnresolved(application));
            withClaims(application, Map.of("tenant", " "), () -> assertUnresolved(application));
        }
    }

    @Test
    void token_outsideOfARequest() {
        try (Application application = Application.of(Contacts.class, Token.class)) {
            assertNoTenant(application);
        }
    }

    @Test
    void token_callerWithout() {
        try (Application application = Application.of(Contacts.class, Token.class, Requests.class)) {
            withClaims(application, Map.of("tenant", "acme"), () -> assertNoTenant(application));
        }
    }

    @Test
    void token_callerWith() {
        try (Application application = Application.of(Contacts.class, Token.class, Requests.class)) {
            application.bean(Requests.class).answerFor(new Token());
            withClaims(
                    application,
                    Map.of("tenant", "acme"),
                    () -> readsFor(application).accept("acme"));
        }
    }

    @Test
    void header() {
        try (Application application = Application.configured(HEADER_ENABLED, Contacts.class)) {
            inRequest(
                    application,
                    Map.of("X-Tenant-Id", List.of("acme")),
                    () -> readsFor(application).accept("acme"));
        }
    }

    @Test
    void header_otherName() {
        Map<String, String> settings =
                Map.of("tenantcache.tenant.header.enabled", "true", "tenantcache.tenant.header", "X-Org");
        try (Application application = Application.configured(settings, Contacts.class)) {
            inRequest(
                    application,
                    Map.of("X-Tenant-Id", List.of("globex"), "X-Org", List.of("acme")),
                    () -> readsFor(application).accept("acme"));
        }
    }

    @Test
    void header_notEnabled() {
        try (Application application = Application.of(Contacts.class)) {
            inRequest(application, Map.of("X-Tenant-Id", List.of("acme")), () -> assertNoTenant(application));
        }
    }

    @Test
    void header_missingOrBlank() {
        try (Application application = Application.configured(HEADER_ENABLED, Contacts.class)) {
            inRequest(application, Map.of(), () -> assertNoTenant(application));
            inRequest(application, Map.of("X-Tenant-Id", List.of(" ")), () -> assertNoTenant(application));
        }
    }

    @Test
    void header_twice() {
        try (Application application = Application.configured(HEADER_ENABLED, Contacts.class)) {
            inRequest(
                    application, Map.of("X-Tenant-Id", List.of("acme", "globex")), () -> assertUnresolved(application));
        }
    }

    @Test
    void header_afterToken() {
        try (Application application = Application.configured(HEADER_ENABLED, Contacts.class, Token.class)) {
            inRequest(application, Map.of("X-Tenant-Id", List.of("globex")), () -> {
                application.bean(Token.class).claims(Map.of("tenant", "acme"));
                readsFor(application).accept("acme");
            });
        }
    }

    @Test
    void ownResolver() {
        try (Application application = Application.of(Contacts.class, OwnResolver.class, Token.class)) {
            application.bean(OwnResolver.class).answer(Tenant.of("acme"), null);
            withClaims(
                    application,
                    Map.of("tenant", "globex"),
                    () -> readsFor(application).accept("acme"));
        }
    }

    @Test
    void ownResolver_unknown() {
        try (Application application = Application.of(Contacts.class, OwnResolver.class, Token.class)) {
            withClaims(
                    application,
                    Map.of("tenant", "acme"),
                    () -> readsFor(application).accept("acme"));
        }
    }

    @Test
    void ownResolver_fails() {
        try (Application application = Application.of(Contacts.class, OwnResolver.class, Token.class)) {
            application.bean(OwnResolver.class).answer(null, new IllegalStateException("of the application"));
            withClaims(application, Map.of("tenant", "acme"), () -> assertUnresolved(application));
        }
    }

    @Test
    void ownResolver_highestPriorityFirst() {
        try (Application application = Application.of(Contacts.class, OwnResolver.class, FirstResolver.class)) {
            application.bean(OwnResolver.class).answer(Tenant.of("second"), null);
            readsFor(application).accept("first");
        }
    }

    @Test
    void ownResolver_scopeNotActive() {
        try (Application application = Application.of(Contacts.class, RequestResolver.class)) {
            assertNoTenant(application);
            inRequest(application, () -> readsFor(application).accept("of the request"));
        }
    }

    @Test
    void context_first() {
        try (Application application = Application.of(Contacts.class, FirstResolver.class)) {
            TenantContext.run(Tenant.of("acme"), () -> readsFor(application).accept("acme"));
        }
    }
}
