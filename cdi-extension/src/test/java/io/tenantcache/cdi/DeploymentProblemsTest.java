package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tenantcache.TenantCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;

class DeploymentProblemsTest {

    @ApplicationScoped
    static class SynchronousObserver {
        void hear(@Observes InvalidationEvent event) {}
    }

    @ApplicationScoped
    static class TwoAnnotations {
        @CacheResult(cacheName = "a")
        @CacheRemove(cacheName = "b")
        String both(long id) {
            return "";
        }
    }

    @ApplicationScoped
    static class Values {
        @CachePut(cacheName = "a")
        void none(long id, String value) {}

        @CachePut(cacheName = "a")
        void two(long id, @CacheValue String value, @CacheValue String other) {}

        @CachePut(cacheName = "a")
        void keyToo(@CacheKey @CacheValue String value) {}

        void noPut(@CacheValue String value) {}
    }

    @ApplicationScoped
    static class Names {
        @CacheResult(cacheName = " ")
        String blank(long id) {
            return "";
        }

        @CacheResult(cacheName = "control\u0007")
        String control(long id) {
            return "";
        }
    }

    @ApplicationScoped
    static class Results {
        @CacheResult(cacheName = "a")
        void nothing(long id) {}

        @CacheResult(cacheName = "b", cachedExceptions = IllegalStateException.class)
        String failures(long id) {
            return "";
        }
    }

    @ApplicationScoped
    static class Modifiers {
        @CacheResult(cacheName = "a")
        private String hidden(long id) {
            return "hidden " + id;
        }

        @CacheResult(cacheName = "b")
        static String common(long id) {
            return "";
        }

        String use() {
            return hidden(1);
        }
    }

    @ApplicationScoped
    @CacheResult(cacheName = "a")
    static class OnClass {
        String find(long id) {
            return "";
        }
    }

    /** Has no constructor without parameters, and is no bean. */
    static class Generator implements CacheKeyGenerator {
        Generator(String ignored) {}

        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> invocation) {
            throw new UnsupportedOperationException();
        }
    }

    @ApplicationScoped
    static class Generators {
        @CacheResult(cacheName = "a", cacheKeyGenerator = Generator.class)
        String find(long id) {
            return "";
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "shared")
    static class Colliding {
        @CacheResult
        String name(long id) {
            return "";
        }

        @CacheResult
        Integer age(Long id) {
            return 0;
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "shared")
    static class CollidingElements {
        @CacheResult
        List<String> names(long id) {
            return List.of();
        }

        @CacheResult
        List<Integer> ages(long id) {
            return List.of();
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "shared")
    static class Separate {
        @CacheResult(cacheKeyGenerator = MethodKeyGenerator.class)
        String name(long id) {
            return "name";
        }

        @CacheResult
        Integer age(long id) {
            return 42;
        }

        @CacheResult
        Integer ageByName(String name) {
            return 42;
        }

        @CacheResult
        Number sameAsAge(long id) {
            return 42;
        }
    }

    abstract static class Repository<T> {
        @CacheResult(cacheName = "rows")
        T find(long id) {
            return create();
        }

        abstract T create();
    }

    @ApplicationScoped
    static class Users extends Repository<String> {
        @Override
        String create() {
            return "user";
        }
    }

    @ApplicationScoped
    static class Orders extends Repository<Integer> {
        @Override
        Integer create() {
            return 1;
        }
    }

    @ApplicationScoped
    static class Injections {
        @Inject
        @CacheName("drafts")
        TenantCache<String, String> texts;

        @Inject
        @CacheName("drafts")
        TenantCache<String, Integer> numbers;

        @Inject
        @CacheName("")
        TenantCache<String, String> nameless;
    }

    @ApplicationScoped
    static class Futures {
        @CacheResult(cacheName = "a")
        Future<String> result(long id) {
            return new CompletableFuture<>();
        }

        @CacheRemove(cacheName = "b")
        ScheduledFuture<String> change(long id) {
            throw new UnsupportedOperationException();
        }

        @CacheRemove(cacheName = "c", afterInvocation = false)
        Future<String> changeBefore(long id) {
            return new CompletableFuture<>();
        }

        @CacheResult(cacheName = "d")
        CompletionStage<Void> nothing(long id) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "stages")
    static class CollidingStages {
        @CacheResult
        CompletionStage<String> name(long id) {
            return CompletableFuture.completedFuture("");
        }

        @CacheResult
        CompletableFuture<Integer> age(long id) {
            return CompletableFuture.completedFuture(42);
        }

        @CacheResult
        CharSequence nameNow(long id) {
            return "";
        }
    }

    private static void assertRefused(String id, Class<?> bean, String... texts) {
        assertThatThrownBy(() -> Application.of(bean).close())
                .hasMessageContaining(id + " ")
                .hasMessageContainingAll(texts);
    }

    @Test
    void twoAnnotations() {
        assertRefused("TC-101", TwoAnnotations.class, "TwoAnnotations.both(long)", "@CacheRemove and @CacheResult");
    }

    @Test
    void twoValues() {
        assertRefused("TC-102", Values.class, "Values.two(long,java.lang.String,java.lang.String)");
    }

    @Test
    void noValue() {
        assertRefused("TC-103", Values.class, "Values.none(long,java.lang.String)");
    }

    @Test
    void valueWithoutPut() {
        assertRefused("TC-104", Values.class, "Values.noPut(java.lang.String)");
    }

    @Test
    void valueAsKey() {
        assertRefused("TC-105", Values.class, "Values.keyToo(java.lang.String)");
    }

    @Test
    void cacheName() {
        assertRefused("TC-106", Names.class, "Names.blank(long)", "Names.control(long)");
    }

    @Test
    void noResult() {
        assertRefused("TC-107", Results.class, "Results.nothing(long)");
    }

    @Test
    void cachedExceptions() {
        assertRefused("TC-116", Results.class, "Results.failures(long)");
    }

    @Test
    void modifiers() {
        assertRefused(
                "TC-109", Modifiers.class, "Modifiers.hidden(long)", "private", "Modifiers.common(long)", "static");
    }

    @Test
    void annotatedClass() {
        assertRefused("TC-110", OnClass.class, "OnClass", "@CacheResult");
    }

    @Test
    void unrelatedResults() {
        assertRefused("TC-111", Colliding.class, "Colliding.name(long)", "Colliding.age(java.lang.Long)", "'shared'");
    }

    @Test
    void unrelatedElementsOfResults() {
        assertRefused("TC-111", CollidingElements.class, "CollidingElements.names(long)");
    }

    @Test
    void unrelatedResultsOfOneGenericMethod() {
        assertThatThrownBy(() -> Application.of(Users.class, Orders.class).close())
                .hasMessageContainingAll("TC-111 ", "Users.find(long)", "Orders.find(long)");
    }

    @Test
    void relatedResults() throws Exception {
        try (Application application =
                Application.configured(Map.of("tenantcache.tenancy", "shared"), Separate.class)) {
            Separate bean = application.bean(Separate.class);
            assertThat(bean.name(1)).isEqualTo("name");
            assertThat(bean.age(1)).isEqualTo(42);
        }
    }

    @Test
    void cascadeOfUnknownCaches() {
        Map<String, String> settings = Map.of("tenantcache.cascade.contacts", "searches,dashbord-stats");
        assertThatThrownBy(
                        () -> Application.configured(settings, Contacts.class).close())
                .hasMessageContainingAll("TC-112 ", "tenantcache.cascade.contacts", "'dashbord-stats'")
                .hasMessageNotContaining("'searches'");
    }

    @Test
    void generatorThatCannotBeMade() {
        assertRefused("TC-113", Generators.class, "Generators.find(long)", Generator.class.getName());
    }

    @Test
    void injectedTypes() {
        assertRefused("TC-114", Injections.class, "drafts", "Integer");
    }

    @ApplicationScoped
    static class Unstorable {
        @CacheResult(cacheName = "a")
        InputStream open(long id) {
            return InputStream.nullInputStream();
        }

        @CacheResult(cacheName = "b")
        CompletionStage<List<Optional<Thread>>> nested(long id) {
            return CompletableFuture.completedFuture(List.of());
        }

        @CacheRemove(cacheName = "c")
        void remove(long id, HttpServletRequest request) {}

        @CacheRemove(cacheName = "d")
        void removeByOwnKey(@CacheKey long id, HttpServletRequest request) {}

        @CachePut(cacheName = "e")
        void put(long id, @CacheValue Stream<String> rows) {}

        @CacheResult(cacheName = "f")
        Map<Serializable, ? extends Comparable<Object[]>> wide(Object key, CharSequence[] texts, Set<DayOfWeek> days) {
            return Map.of();
        }
    }

    @ApplicationScoped
    static class InjectedUnstorable {
        @Inject
        @CacheName("rows")
        Instance<TenantCache<Long, List<Stream<String>>>> rows;

        @Inject
        @CacheName("requests")
        Cache<HttpServletRequest, String> requests;

        @Inject
        @CacheName("texts")
        TenantCache<List<String>, Map<DayOfWeek, Optional<String>>> texts;
    }

    @Test
    void injectedTypesThatCannotBeStored() {
        assertThatThrownBy(() -> Application.of(InjectedUnstorable.class).close())
                .hasMessageContainingAll(
                        "TC-125 @CacheName(\"rows\") is injected with a java.util.stream.Stream",
                        "TC-125 @CacheName(\"requests\") is injected with a jakarta.servlet.http.HttpServletRequest",
                        "for 2 reasons:");
    }

    @Test
    void typesThatCannotBeStored() {
        assertThatThrownBy(() -> Application.of(Unstorable.class).close())
                .hasMessageContainingAll("TC-125 ", "Unstorable.open(long) returns a java.io.InputStream")
                .hasMessageContainingAll(
                        "Unstorable.nested(long) returns a java.lang.Thread", "has in its key a jakarta.servlet")
                .hasMessageContainingAll("puts a java.util.stream.Stream", "for 4 reasons:");
        Application.configured(
                        Map.of("tenantcache.codec.allow", "java.io.*;java.lang.*;jakarta.**;java.util.stream.*"),
                        Unstorable.class)
                .close();
    }

    @Test
    void tenantSources() {
        assertThatThrownBy(() -> Application.configured(Map.of("tenantcache.tenant.sources", "bean,tokens"))
                        .close())
                .hasMessageContainingAll("TC-002 ", "tenantcache.tenant.sources", "`principal`");
        assertThatThrownBy(() -> Application.configured(Map.of("tenantcache.tenant.sources", "host, path, principal"))
                        .close())
                .hasMessageContainingAll(
                        "TC-137 ",
                        "tenantcache.tenant.host ",
                        "tenantcache.tenant.path ",
                        "tenantcache.tenant.principal ");
        assertThatThrownBy(() -> Application.configured(Map.of(
                                "tenantcache.tenant.host", "example.com",
                                "tenantcache.tenant.path", "org/{tenant}",
                                "tenantcache.tenant.id-pattern", "[a-z"))
                        .close())
                .hasMessageContainingAll(
                        "TC-002 tenantcache.tenant.host ",
                        "TC-002 tenantcache.tenant.path ",
                        "TC-002 tenantcache.tenant.id-pattern ",
                        "for 3 reasons:");
        assertThatThrownBy(() -> Application.configured(Map.of(
                                "tenantcache.tenant.sources", "host,path",
                                "tenantcache.tenant.path", "org/{tenant}"))
                        .close())
                .hasMessageContainingAll("TC-002 tenantcache.tenant.path ", "TC-137 ", "tenantcache.tenant.host ")
                .hasMessageContaining("for 2 reasons:");
    }

    @Test
    void noTenantSource() {
        try (var log = LogLines.of("io.tenantcache.cdi.extension.DeploymentValidation")) {
            Application.of(Contacts.class).close();
            assertThat(log.lines()).singleElement().asString().startsWith("TC-138 ");
            log.lines().clear();
            Application.configured(Map.of("tenantcache.tenancy", "shared"), Contacts.class)
                    .close();
            Application.configured(Map.of("tenantcache.tenant.sources", "header"), Contacts.class)
                    .close();
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void futures() {
        assertThatThrownBy(() -> Application.of(Futures.class).close())
                .hasMessageContainingAll("TC-126 ", "Futures.result(long)", "Futures.change(long)", "ScheduledFuture<")
                .hasMessageContainingAll("TC-107 ", "Futures.nothing(long)")
                .hasMessageNotContaining("Futures.changeBefore(long)");
    }

    @Test
    void unrelatedResultsInStages() {
        assertThatThrownBy(() -> Application.of(CollidingStages.class).close())
                .hasMessageContainingAll("TC-111 ", "for 2 reasons:", "name(long)", "nameNow(long)", "age(long)")
                .hasMessageNotContaining("CollidingStages.nameNow(long) and @CacheResult "
                        + CollidingStages.class.getName() + ".name(long)")
                .hasMessageNotContaining("CollidingStages.name(long) and @CacheResult "
                        + CollidingStages.class.getName() + ".nameNow(long)");
    }

    @Test
    void allAtOnce() {
        Map<String, String> settings =
                Map.of("tenantcache.near.ttl", "60", "tenantcache.naer.ttl", "60s", "tenantcache.tenant.claim", "org");

        Throwable refusal = catchThrowable(
                () -> Application.configured(settings, TwoAnnotations.class, Values.class, Injections.class)
                        .close());

        assertThat(refusal)
                .hasMessageContainingAll("tenantcache.near.ttl", "tenantcache.naer.ttl")
                .hasMessageContainingAll("TC-101 ", "TC-102 ", "TC-103 ", "TC-104 ", "TC-105 ", "TC-106 ", "TC-114 ")
                .hasMessageContaining("for 9 reasons:")
                .hasMessageContaining("  9. ");
    }

    @ApplicationScoped
    static class WrongValues {

        @RateLimited(value = "wrong", limit = 1, window = "5")
        void wrong() {}

        @RateLimited("unsaid")
        void unsaid() {}

        @CacheResult(cacheName = "policies")
        @CachePolicy(ttl = "shrt")
        Long find(long id) {
            return id;
        }
    }

    @Test
    void wrongValues_hideNothing() {
        Map<String, String> settings = Map.of(
                "tenantcache.near.max-entires", "5000",
                "tenantcache.cascade.contacts", "searches,statz",
                "tenantcache.client.trusted-proxies", "nobody",
                "tenantcache.health.strict", "perhaps",
                "tenantcache.tenant.id-pattern", "[a-z",
                "tenantcache.caches.contacts.tags", "a,,b");

        assertThatThrownBy(() -> Application.configured(settings, WrongValues.class, Contacts.class, Unstorable.class)
                        .close())
                .hasMessageContainingAll(
                        "tenantcache.near.max-entires ",
                        "tenantcache.client.trusted-proxies ",
                        "tenantcache.health.strict ",
                        "tenantcache.tenant.id-pattern ",
                        "tenantcache.caches.contacts.tags ",
                        "tenantcache.ratelimit.wrong.window ",
                        "tenantcache.caches.policies.remote.ttl ")
                .hasMessageContainingAll("TC-112 ", "'statz'", "TC-125 ", "TC-151 ", "WrongValues.unsaid has")
                .hasMessageContaining("for 13 reasons:");
    }

    /** What depends on what is wrong is not reported. */
    @Test
    void wrongAllowList() {
        assertThatThrownBy(() -> Application.configured(Map.of("tenantcache.codec.allow", "java.io."), Unstorable.class)
                        .close())
                .hasMessageContainingAll("tenantcache.codec.allow ", "for one reason:");
    }

    @Test
    void observer_synchronous() {
        assertThatThrownBy(() -> Application.of(SynchronousObserver.class))
                .hasMessageContaining("TC-128 " + SynchronousObserver.class.getName());
    }
}
