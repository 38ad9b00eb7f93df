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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.security.Principal;
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

    private static final Map<String, String> WITH_HEADER = Map.of("tenantcache.tenant.sources", "bean,token,header");

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

        private @Nullable Principal principal;

        void answerFor(@Nullable Principal caller) {
            principal = caller;
        }

        @Produces
        @RequestScoped
        HttpServletRequest request() {
            return TenantOfRequestTest.request(Call.to("localhost", "/"), principal);
        }

        /** As a server does: there is one for nobody, too. */
        @Produces
        @RequestScoped
        Principal caller() {
            Principal caller = principal;
            return caller == null ? () -> "ANONYMOUS" : caller;
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

    @ApplicationScoped
    static class ResolverFactory {

        @Produces
        @Priority(11)
        @ApplicationScoped
        TenantResolver resolver() {
            return () -> Optional.of(Tenant.of("produced"));
        }
    }

    @RequestScoped
    static class RequestResolver implements TenantResolver {
        @Override
        public Optional<Tenant> resolve() {
            return Optional.of(Tenant.of("of the request"));
        }
    }

    /** What a client asks for. */
    private record Call(Map<String, List<String>> headers, String host, String root, String path) {

        static Call to(String host, String path) {
            return new Call(Map.of(), host, "/app", path);
        }

        /** To the application's root, as a client may write it. */
        Call through(String otherRoot) {
            return new Call(headers, host, otherRoot, path);
        }
    }

    private static HttpServletRequest request(Call call, @Nullable Principal principal) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                TenantOfRequestTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeaders" -> Collections.enumeration(call.headers().getOrDefault(arguments[0], List.of()));
                    case "getServerName" -> call.host();
                    case "getRequestURI" -> call.root() + call.path();
                    case "getContextPath" -> "/app";
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
        inRequest(application, new Call(headers, "localhost", "/app", "/"), task);
    }

    private static void inRequest(Application application, Call call, Runnable task) {
        inRequest(application, () -> {
            application
                    .beanManager()
                    .getEvent()
                    .select(HttpServletRequest.class, Initialized.Literal.REQUEST)
                    .fire(request(call, null));
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
        try (Application application = Application.configured(WITH_HEADER, Contacts.class, Token.class)) {
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
        try (Application application = Application.configured(WITH_HEADER, Contacts.class)) {
            inRequest(
                    application,
                    Map.of("X-Tenant-Id", List.of("acme")),
                    () -> readsFor(application).accept("acme"));
        }
    }

    @Test
    void header_otherName() {
        Map<String, String> settings =
                Map.of("tenantcache.tenant.sources", "header", "tenantcache.tenant.header", "X-Org");
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
        try (Application application = Application.configured(WITH_HEADER, Contacts.class)) {
            inRequest(application, Map.of(), () -> assertNoTenant(application));
            inRequest(application, Map.of("X-Tenant-Id", List.of(" ")), () -> assertNoTenant(application));
        }
    }

    @Test
    void header_twice() {
        try (Application application = Application.configured(WITH_HEADER, Contacts.class)) {
            inRequest(
                    application, Map.of("X-Tenant-Id", List.of("acme", "globex")), () -> assertUnresolved(application));
        }
    }

    @Test
    void header_afterToken() {
        try (Application application = Application.configured(WITH_HEADER, Contacts.class, Token.class)) {
            inRequest(application, Map.of("X-Tenant-Id", List.of("globex")), () -> {
                application.bean(Token.class).claims(Map.of("tenant", "acme"));
                readsFor(application).accept("acme");
            });
        }
    }

    @Test
    void host() {
        Map<String, String> settings =
                Map.of("tenantcache.tenant.sources", "host", "tenantcache.tenant.host", "{tenant}.example.com");
        try (Application application = Application.configured(settings, Contacts.class)) {
            inRequest(
                    application,
                    Call.to("Acme.example.com", "/"),
                    () -> readsFor(application).accept("acme"));
            inRequest(application, Call.to("example.com", "/"), () -> assertNoTenant(application));
            inRequest(application, Call.to("acme.example.com.evil.org", "/"), () -> assertNoTenant(application));
        }
    }

    @Test
    void path() {
        Map<String, String> settings =
                Map.of("tenantcache.tenant.sources", "path", "tenantcache.tenant.path", "/org/{tenant}");
        try (Application application = Application.configured(settings, Contacts.class)) {
            inRequest(
                    application,
                    Call.to("localhost", "/org/acme/users"),
                    () -> readsFor(application).accept("acme"));
            inRequest(
                    application,
                    Call.to("localhost", "/org/a%20+%c3%a9"),
                    () -> readsFor(application).accept("a +\u00e9"));
            inRequest(application, Call.to("localhost", "/other/acme"), () -> assertNoTenant(application));
        }
    }

    @Test
    void path_rootInAnotherForm() {
        Map<String, String> settings =
                Map.of("tenantcache.tenant.sources", "path", "tenantcache.tenant.path", "/{tenant}");
        Call call = Call.to("localhost", "/acme/users");
        try (Application application = Application.configured(settings, Contacts.class)) {
            for (String root : List.of("", "/ap", "/app2", "/other", "/APP")) {
                inRequest(application, call.through(root), () -> assertUnresolved(application));
            }
            inRequest(
                    application,
                    call.through("/%61pp"),
                    () -> readsFor(application).accept("acme"));
        }
    }

    @Test
    void path_ambiguous() {
        Map<String, String> settings =
                Map.of("tenantcache.tenant.sources", "path", "tenantcache.tenant.path", "/org/{tenant}");
        List<String> ambiguous = List.of(
                "/org/acme;globex",
                "/org/../org/acme",
                "/org/%2e%2e/x",
                "/org//acme",
                "/org/acme%2Fx",
                "/org/acme%zz",
                "/org/a%252e");
        try (Application application = Application.configured(settings, Contacts.class)) {
            for (String path : ambiguous) {
                inRequest(application, Call.to("localhost", path), () -> assertUnresolved(application));
            }
        }
    }

    @Test
    void principal() {
        Map<String, String> settings =
                Map.of("tenantcache.tenant.sources", "principal", "tenantcache.tenant.principal", "*@{tenant}");
        try (Application application = Application.configured(settings, Contacts.class, Requests.class)) {
            application.bean(Requests.class).answerFor(() -> "jane@acme");
            inRequest(application, () -> readsFor(application).accept("acme"));
            application.bean(Requests.class).answerFor(() -> "jane@globex@acme");
            inRequest(application, () -> assertNoTenant(application));
            assertNoTenant(application);
        }
    }

    @Test
    void principal_nobody() {
        Map<String, String> settings =
                Map.of("tenantcache.tenant.sources", "principal", "tenantcache.tenant.principal", "{tenant}");
        try (Application application = Application.configured(settings, Contacts.class, Requests.class)) {
            inRequest(application, () -> assertNoTenant(application));
        }
    }

    @Test
    void order() {
        Map<String, String> settings = Map.of("tenantcache.tenant.sources", "header,bean");
        try (Application application = Application.configured(settings, Contacts.class, FirstResolver.class)) {
            inRequest(
                    application,
                    Map.of("X-Tenant-Id", List.of("acme")),
                    () -> readsFor(application).accept("acme"));
            inRequest(application, Map.of(), () -> readsFor(application).accept("first"));
        }
    }

    @Test
    void idPattern() {
        Map<String, String> settings =
                Map.of("tenantcache.tenant.sources", "header", "tenantcache.tenant.id-pattern", "[a-z]{2,8}");
        try (Application application = Application.configured(settings, Contacts.class)) {
            inRequest(application, Map.of("X-Tenant-Id", List.of("acme!secret")), () -> {
                assertUnresolved(application);
                assertThatThrownBy(() -> application.bean(Contacts.class).find(1))
                        .hasStackTraceContaining("tenantcache.tenant.id-pattern")
                        .matches(failure -> !trace(failure).contains("secret"));
            });
            inRequest(
                    application,
                    Map.of("X-Tenant-Id", List.of("acme")),
                    () -> readsFor(application).accept("acme"));
        }
    }

    @Test
    void idPattern_controlCharacters() {
        try (Application application = Application.configured(WITH_HEADER, Contacts.class)) {
            inRequest(application, Map.of("X-Tenant-Id", List.of("acme\u0000")), () -> assertUnresolved(application));
        }
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
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
    void ownResolver_shared() {
        try (Application application = Application.of(Contacts.class, OwnResolver.class)) {
            application.bean(OwnResolver.class).answer(Tenant.SHARED, null);
            assertUnresolved(application);
        }
    }

    @Test
    void context_shared() {
        try (Application application = Application.of(Contacts.class, FirstResolver.class)) {
            TenantContext.run(Tenant.SHARED, () -> assertNoTenant(application));
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
    void ownResolver_equalPriority_byName() {
        assertFirstByName(OwnResolver.class, RequestResolver.class);
        assertFirstByName(RequestResolver.class, OwnResolver.class);
    }

    private static void assertFirstByName(Class<?>... resolversAsDiscovered) {
        try (Application application =
                Application.of(Contacts.class, resolversAsDiscovered[0], resolversAsDiscovered[1])) {
            application.bean(OwnResolver.class).answer(Tenant.of("by name"), null);
            inRequest(application, () -> readsFor(application).accept("by name"));
        }
    }

    @Test
    void ownResolver_priorityOfAProducer() {
        try (Application application = Application.of(Contacts.class, FirstResolver.class, ResolverFactory.class)) {
            readsFor(application).accept("produced");
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
    void ownResolver_ofTheGuide() {
        try (Application application =
                Application.of(Contacts.class, SessionTenant.class, SessionTenant.Session.class)) {
            inRequest(application, () -> readsFor(application).accept("of the session"));
        }
    }

    @Test
    void context_first() {
        try (Application application = Application.of(Contacts.class, FirstResolver.class)) {
            TenantContext.run(Tenant.of("acme"), () -> readsFor(application).accept("acme"));
        }
    }
}
