package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheLoadRejectedException;
import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.cdi.CachedExceptionsTest.BrokenResolvers;
import io.tenantcache.cdi.CachedExceptionsTest.Holding;
import io.tenantcache.cdi.CachedExceptionsTest.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stages fail with, and what they do not find. */
class StageFailuresTest {

    record Line(int length) {}

    @ApplicationScoped
    @CacheDefaults(cacheName = "rows")
    static class Rows {

        private final List<CompletableFuture<String>> asked = new CopyOnWriteArrayList<>();
        private final List<CompletableFuture<Optional<String>>> searched = new CopyOnWriteArrayList<>();

        List<CompletableFuture<String>> asked() {
            return asked;
        }

        List<CompletableFuture<Optional<String>>> searched() {
            return searched;
        }

        private CompletableFuture<String> ask() {
            CompletableFuture<String> stage = new CompletableFuture<>();
            asked.add(stage);
            return stage;
        }

        private CompletableFuture<String> refuse(Exception failure) throws Exception {
            asked.add(new CompletableFuture<>());
            throw failure;
        }

        @CacheResult(exceptionCacheName = "failures")
        CompletionStage<String> find(long id) {
            return ask();
        }

        @CacheResult(exceptionCacheName = "failures", skipGet = true)
        CompletableFuture<String> reread(long id) {
            return ask();
        }

        @CacheResult(
                exceptionCacheName = "failures",
                cachedExceptions = {IOException.class, AssertionError.class},
                nonCachedExceptions = FileNotFoundException.class)
        CompletionStage<String> named(long id) {
            return ask();
        }

        @CacheResult(exceptionCacheName = "failures")
        CompletionStage<String> throwing(@CacheKey long id, Exception failure) throws Exception {
            return refuse(failure);
        }

        @CacheResult(exceptionCacheName = "failures", skipGet = true)
        CompletionStage<String> throwingAlways(@CacheKey long id, Exception failure) throws Exception {
            return refuse(failure);
        }

        @CacheResult
        CompletionStage<String> throwingUnkept(@CacheKey long id, Exception failure) throws Exception {
            return refuse(failure);
        }

        @CacheResult(
                cacheName = "unused",
                exceptionCacheName = "failures",
                cacheResolverFactory = BrokenResolvers.class)
        CompletionStage<String> throwingBroken(@CacheKey long id, Exception failure) throws Exception {
            return refuse(failure);
        }

        @CacheResult(exceptionCacheName = "failures")
        String held(long id) {
            throw new NotFound(id);
        }

        @CacheResult(
                cacheName = "unused",
                exceptionCacheName = "failures",
                cacheResolverFactory = BrokenResolvers.class)
        CompletionStage<String> broken(long id) {
            return ask();
        }

        @CacheResult(cacheName = "optionals")
        CompletionStage<Optional<String>> search(long id) {
            CompletableFuture<Optional<String>> stage = new CompletableFuture<>();
            searched.add(stage);
            return stage;
        }

        @CacheResult(cacheName = "optionals")
        @Nullable
        String searchHeld(long id) {
            return "held";
        }

        @CacheResult(cacheName = "tagged")
        @CacheTag("length:{result.length}")
        CompletionStage<Optional<Line>> tagged(String text) {
            return CompletableFuture.completedFuture(Optional.of(new Line(text.length())));
        }
    }

    private final Application application = application("tenantcache.absent.ttl", "1h");
    private final Rows rows = application.bean(Rows.class);

    private static Application application(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("tenantcache.tenancy", "shared"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Application.configured(all, Rows.class);
    }

    @AfterEach
    void close() {
        application.close();
    }

    private CompletableFuture<String> call(int number) {
        await().until(() -> rows.asked().size() >= number);
        return rows.asked().get(number - 1);
    }

    private static <T> T valueOf(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Throwable failureOf(CompletionStage<?> stage) throws Exception {
        return valueOf(stage.handle((value, failure) -> failure));
    }

    private void keep(long id, Throwable failure) throws Exception {
        int calls = rows.asked().size();
        CompletionStage<String> first = rows.find(id);
        call(calls + 1).completeExceptionally(failure);
        assertThat(failureOf(first)).isSameAs(failure);
    }

    @Test
    void failure_foundAgain_withoutACall() throws Exception {
        keep(1, new NotFound(7));
        Throwable again = failureOf(rows.find(1));

        assertThat(again).isInstanceOf(NotFound.class).hasMessage("no row");
        assertThat(((NotFound) again).id).isEqualTo(7);
        assertThat(again.getStackTrace()).isNotEmpty();
        assertThat(rows.asked()).hasSize(1);
        assertThat(application.cache("rows").get(Contacts.key(1L))).isNull();
    }

    @Test
    void failure_ofTheCallItself() throws Exception {
        IOException failure = new IOException("gone");
        assertThat(failureOf(rows.throwing(1, failure))).isSameAs(failure);
        assertThat(failureOf(rows.find(1))).isInstanceOf(IOException.class).hasMessage("gone");
        assertThat(rows.asked()).hasSize(1);
    }

    /** Whatever the cache makes of it: to call it again would do again what it had begun. */
    @Test
    void throwsAtOnce_isCalledOnce() throws Exception {
        IOException failure = new IOException("gone");
        assertThat(failureOf(rows.throwingAlways(1, failure))).isSameAs(failure);
        assertThat(rows.asked()).hasSize(1);
        assertThat(failureOf(rows.throwingUnkept(2, failure))).isSameAs(failure);
        assertThat(rows.asked()).hasSize(2);
        assertThat(failureOf(rows.throwingBroken(3, failure))).isSameAs(failure);
        assertThat(rows.asked()).hasSize(3);
    }

    @Test
    void failure_sharedWithAMethodThatReturnsTheValue() throws Exception {
        keep(1, new IllegalStateException("of the stage"));
        assertThatThrownBy(() -> rows.held(1)).hasMessage("of the stage");
        assertThatThrownBy(() -> rows.held(2)).isInstanceOf(NotFound.class);
        assertThat(failureOf(rows.find(2))).isInstanceOf(NotFound.class);
        assertThat(rows.asked()).hasSize(1);
    }

    @Test
    void failure_ofConcurrentCallers() throws Exception {
        CompletionStage<String> first = rows.find(1);
        CompletionStage<String> second = rows.find(1);
        NotFound failure = new NotFound(1);
        call(1).completeExceptionally(failure);
        assertThat(failureOf(first)).isSameAs(failure);
        assertThat(failureOf(second)).isInstanceOf(NotFound.class);
        assertThat(rows.asked()).hasSize(1);
    }

    @Test
    void value_isNoFailure() throws Exception {
        CompletionStage<String> first = rows.find(1);
        call(1).complete("value");
        assertThat(valueOf(first)).isEqualTo("value");
        assertThat(valueOf(rows.find(1))).isEqualTo("value");
        application.cache("rows").remove(Contacts.key(1L));
        keep(1, new NotFound(1));
        assertThat(failureOf(rows.find(1))).isInstanceOf(NotFound.class);
        assertThat(rows.asked()).hasSize(2);
    }

    @Test
    void value_comesFirst() throws Exception {
        keep(1, new NotFound(1));
        application.cache("rows").put(Contacts.key(1L), "put");
        assertThat(valueOf(rows.find(1))).isEqualTo("put");
    }

    @Test
    void kinds() throws Exception {
        List<Throwable> kept = List.of(new IOException("a"), new AssertionError("b"));
        List<Throwable> notKept = List.of(new FileNotFoundException("c"), new NotFound(1), new LinkageError("d"));
        for (Throwable each : kept) {
            assertNamed(each, true);
        }
        for (Throwable each : notKept) {
            assertNamed(each, false);
        }
    }

    private void assertNamed(Throwable failure, boolean isKept) throws Exception {
        long id = rows.asked().size() + 100L;
        int calls = rows.asked().size();
        CompletionStage<String> first = rows.named(id);
        call(calls + 1).completeExceptionally(failure);
        assertThat(failureOf(first)).isSameAs(failure);
        CompletionStage<String> second = rows.named(id);
        if (isKept) {
            assertThat(failureOf(second)).hasSameClassAs(failure).hasMessage(failure.getMessage());
            assertThat(rows.asked()).hasSize(calls + 1);
        } else {
            call(calls + 2).complete("value");
            assertThat(valueOf(second)).isEqualTo("value");
        }
    }

    @Test
    void error_notKeptUnlessNamed() throws Exception {
        keep(1, new AssertionError("wrong"));
        assertThat(application.cache("failures").get(Contacts.key(1L))).isNull();
        CompletionStage<String> second = rows.find(1);
        call(2).complete("value");
        assertThat(valueOf(second)).isEqualTo("value");
    }

    @Test
    void skipGet_callsAlways_andKeepsTheLast() throws Exception {
        keep(1, new NotFound(1));
        CompletionStage<String> second = rows.reread(1);
        call(2).completeExceptionally(new NotFound(2));
        assertThat(((NotFound) failureOf(second)).id).isEqualTo(2);
        assertThat(((NotFound) failureOf(rows.find(1))).id).isEqualTo(2);
        CompletionStage<String> third = rows.reread(1);
        call(3).complete("value");
        assertThat(valueOf(third)).isEqualTo("value");
        assertThat(application.cache("failures").get(Contacts.key(1L))).isNull();
        assertThat(valueOf(rows.find(1))).isEqualTo("value");
    }

    @Test
    void skipGet_beside_aCallerThatFails() throws Exception {
        CompletionStage<String> first = rows.find(1);
        CompletionStage<String> other = rows.reread(1);
        call(1).completeExceptionally(new NotFound(1));
        assertThat(failureOf(first)).isInstanceOf(NotFound.class);
        call(2).complete("value");
        assertThat(valueOf(other)).isEqualTo("value");
    }

    @Test
    void notStorable_notKept() throws Exception {
        keep(1, new Holding());
        CompletionStage<String> second = rows.find(1);
        call(2).complete("value");
        assertThat(valueOf(second)).isEqualTo("value");
    }

    @Test
    void invalidatedDuringTheCall_notKept() throws Exception {
        CompletionStage<String> first = rows.find(1);
        application.bean(TenantCacheManager.class).invalidate(Invalidation.ofKey("failures", Contacts.key(1L)));
        call(1).completeExceptionally(new NotFound(1));
        assertThat(failureOf(first)).isInstanceOf(NotFound.class);
        CompletionStage<String> second = rows.find(1);
        call(2).complete("value");
        assertThat(valueOf(second)).isEqualTo("value");
    }

    @Test
    void cacheOfFailuresFails_methodIsCalledOnce() throws Exception {
        CompletionStage<String> first = rows.broken(1);
        NotFound failure = new NotFound(1);
        call(1).completeExceptionally(failure);
        assertThat(failureOf(first)).isSameAs(failure);
        assertThat(rows.asked()).hasSize(1);
    }

    @Test
    void cacheHoldsSomethingElse_methodIsCalled() throws Exception {
        application.cache("failures").put(Contacts.key(1L), "no exception");
        CompletionStage<String> first = rows.find(1);
        call(1).complete("value");
        assertThat(valueOf(first)).isEqualTo("value");
    }

    @Test
    void perTenant() throws Exception {
        try (Application tenants = Application.of(Rows.class)) {
            Rows bean = tenants.bean(Rows.class);
            CompletionStage<String> first = TenantContext.call(Tenant.of("acme"), () -> bean.find(1));
            bean.asked().get(0).completeExceptionally(new NotFound(1));
            assertThat(failureOf(first)).isInstanceOf(NotFound.class);
            assertThat(failureOf(TenantContext.call(Tenant.of("acme"), () -> bean.find(1))))
                    .isInstanceOf(NotFound.class);
            CompletionStage<String> other = TenantContext.call(Tenant.of("globex"), () -> bean.find(1));
            bean.asked().get(1).complete("value");
            assertThat(valueOf(other)).isEqualTo("value");
        }
    }

    @Test
    void limitOfTheCacheOfFailures_isTold() throws Exception {
        try (Application limited =
                Application.configured(Map.of("tenantcache.caches.failures.load.max-per-tenant", "1"), Rows.class)) {
            Rows bean = limited.bean(Rows.class);
            CompletionStage<String> first = TenantContext.call(Tenant.of("acme"), () -> bean.find(1));
            CompletionStage<String> second = TenantContext.call(Tenant.of("acme"), () -> bean.find(2));
            assertThat(failureOf(second)).isInstanceOf(CacheLoadRejectedException.class);
            bean.asked().get(0).complete("value");
            assertThat(valueOf(first)).isEqualTo("value");
            assertThat(bean.asked()).hasSize(1);
        }
    }

    @Test
    void optional_whatItHoldsIsKept() throws Exception {
        CompletionStage<Optional<String>> first = rows.search(1);
        rows.searched().get(0).complete(Optional.of("found"));
        assertThat(valueOf(first)).contains("found");
        assertThat(valueOf(rows.search(1))).contains("found");
        assertThat(rows.searchHeld(1)).isEqualTo("found");
        assertThat(application.cache("optionals").get(Contacts.key(1L))).isEqualTo("found");
        assertThat(rows.searched()).hasSize(1);
    }

    @Test
    void optional_absence_isRemembered() throws Exception {
        CompletionStage<Optional<String>> first = rows.search(1);
        rows.searched().get(0).complete(Optional.empty());
        assertThat(valueOf(first)).isEmpty();
        assertThat(valueOf(rows.search(1))).isEmpty();
        assertThat(rows.searchHeld(1)).isNull();
        assertThat(rows.searched()).hasSize(1);
        application.cache("optionals").remove(Contacts.key(1L));
        application.bean(TenantCacheManager.class).invalidate(Invalidation.ofCaches(List.of("optionals")));
        assertThat(rows.searchHeld(1)).isEqualTo("held");
    }

    @Test
    void optional_absence_notRememberedWhereThatIsOff() throws Exception {
        try (Application forgetful = application()) {
            Rows bean = forgetful.bean(Rows.class);
            for (int call = 0; call < 2; call++) {
                CompletionStage<Optional<String>> stage = bean.search(1);
                bean.searched().get(call).complete(Optional.empty());
                assertThat(valueOf(stage)).isEmpty();
            }
        }
    }

    @Test
    void optional_nullInTheStage_isAbsent() throws Exception {
        CompletionStage<Optional<String>> first = rows.search(1);
        rows.searched().get(0).complete(null);
        assertThat(valueOf(first)).isEmpty();
    }

    @Test
    void optional_cacheHoldsAnotherType() throws Exception {
        application.cache("optionals").put(Contacts.key(1L), 7);
        CompletionStage<Optional<String>> first = rows.search(1);
        rows.searched().get(0).complete(Optional.of("found"));
        assertThat(valueOf(first)).contains("found");
    }

    @Test
    void tag_ofWhatTheStageCompletesWith() throws Exception {
        assertThat(valueOf(rows.tagged("four"))).contains(new Line(4));
        application.bean(CacheInvalidator.class).tag("tagged", "length:4");
        assertThat(application.cache("tagged").containsKey(Contacts.key("four")))
                .isFalse();
    }
}
