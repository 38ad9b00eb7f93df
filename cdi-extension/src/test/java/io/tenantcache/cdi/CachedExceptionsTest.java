package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code exceptionCacheName} and what goes with it. */
class CachedExceptionsTest {

    private static final Map<String, String> SHARED = Map.of("tenantcache.tenancy", "shared");

    static class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final long id;

        NotFound(long id) {
            super("no row");
            this.id = id;
        }
    }

    /** Cannot be stored: it holds what nobody may read back. */
    static class Holding extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that is what it is for
        final Thread held = new Thread();
    }

    /** Gives failures a cache of another name than the method does. */
    static class Resolvers implements CacheResolverFactory {
        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            return resolver("chosen");
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            return resolver(method.getCacheAnnotation().exceptionCacheName() + "-chosen");
        }

        private static CacheResolver resolver(String name) {
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                    return ((Rows) invocation.getTarget()).manager.getOrCreateCache(name);
                }
            };
        }
    }

    /** Its cache of failures cannot be had. */
    static class BrokenResolvers extends Resolvers {
        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                    throw new IllegalStateException("no cache");
                }
            };
        }
    }

    @ApplicationScoped
    static class Rows {
        final AtomicInteger calls = new AtomicInteger();

        @Inject
        TenantCacheManager manager;

        private String answer(@Nullable Throwable failure) throws Exception {
            int call = calls.incrementAndGet();
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (Exception) failure;
            }
            return "call " + call;
        }

        int calls() {
            return calls.get();
        }

        @CacheResult(cacheName = "rows", exceptionCacheName = "failures")
        String find(@CacheKey long id, @Nullable Throwable failure) throws Exception {
            return answer(failure);
        }

        @CacheResult(cacheName = "rows", exceptionCacheName = "failures", skipGet = true)
        String reread(@CacheKey long id, @Nullable Throwable failure) throws Exception {
            return answer(failure);
        }

        @CacheResult(
                cacheName = "rows",
                exceptionCacheName = "failures",
                cachedExceptions = {IOException.class, AssertionError.class})
        String named(@CacheKey long id, @Nullable Throwable failure) throws Exception {
            return answer(failure);
        }

        @CacheResult(cacheName = "rows", exceptionCacheName = "failures", nonCachedExceptions = IOException.class)
        String excluded(@CacheKey long id, @Nullable Throwable failure) throws Exception {
            return answer(failure);
        }

        @CacheResult(
                cacheName = "rows",
                exceptionCacheName = "failures",
                cachedExceptions = IOException.class,
                nonCachedExceptions = FileNotFoundException.class)
        String both(@CacheKey long id, @Nullable Throwable failure) throws Exception {
            return answer(failure);
        }

        @CacheResult(cacheName = "unused", exceptionCacheName = "failures", cacheResolverFactory = Resolvers.class)
        String chosen(@CacheKey long id, @Nullable Throwable failure) throws Exception {
            return answer(failure);
        }

        @CacheResult(
                cacheName = "unused",
                exceptionCacheName = "failures",
                cacheResolverFactory = BrokenResolvers.class)
        String broken(@CacheKey long id, @Nullable Throwable failure) throws Exception {
            return answer(failure);
        }

        @CacheResult(cacheName = "rows", exceptionCacheName = "failures")
        String overtaken(@CacheKey long id, @Nullable Throwable failure) throws Exception {
            manager.invalidate(Invalidation.ofKey("failures", Contacts.key(id)));
            return answer(failure);
        }
    }

    private final Application application = Application.configured(SHARED, Rows.class);
    private final Rows rows = application.bean(Rows.class);

    @AfterEach
    void close() {
        application.close();
    }

    private static Throwable thrown(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isNotNull();
        return thrown;
    }

    @Test
    void thrownAgain_withoutACall() {
        NotFound first = new NotFound(7);
        assertThat(thrown(() -> rows.find(1, first))).isSameAs(first);
        Throwable again = thrown(() -> rows.find(1, null));

        assertThat(again).isInstanceOf(NotFound.class).isNotSameAs(first).hasMessage("no row");
        assertThat(((NotFound) again).id).isEqualTo(7);
        assertThat(again.getStackTrace())
                .as("that of who gets it")
                .anyMatch(frame -> frame.getMethodName().equals("thrownAgain_withoutACall"));
        assertThat(rows.calls()).isEqualTo(1);
        assertThat(application.cache("failures").get(Contacts.key(1L))).isInstanceOf(NotFound.class);
        assertThat(application.cache("rows").get(Contacts.key(1L))).isNull();
    }

    @Test
    void checkedException() {
        IOException first = new IOException("gone");
        assertThat(thrown(() -> rows.find(1, first))).isSameAs(first);
        assertThat(thrown(() -> rows.find(1, null)))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    @Test
    void otherKeysAndResults() throws Exception {
        Throwable unused = thrown(() -> rows.find(1, new NotFound(1)));
        assertThat(rows.find(2, null)).isEqualTo("call 2");
        assertThat(rows.find(2, new NotFound(2))).isEqualTo("call 2");
    }

    @Test
    void resultComesFirst() {
        Throwable unused = thrown(() -> rows.find(1, new NotFound(1)));
        application.cache("rows").put(Contacts.key(1L), "put");
        assertThat(catchThrowable(() -> assertThat(rows.find(1, null)).isEqualTo("put")))
                .isNull();
    }

    @Test
    void error_onlyIfNamed() throws Exception {
        Throwable first = thrown(() -> rows.find(1, new AssertionError("wrong")));
        assertThat(first).isInstanceOf(AssertionError.class);
        assertThat(rows.find(1, null)).isEqualTo("call 2");
        Throwable named = thrown(() -> rows.named(2, new AssertionError("wrong")));
        assertThat(thrown(() -> rows.named(2, null))).hasSameClassAs(named).hasMessage("wrong");
        assertThat(rows.calls()).isEqualTo(3);
    }

    @Test
    void cachedExceptions() throws Exception {
        Throwable kept = thrown(() -> rows.named(1, new FileNotFoundException("a subclass")));
        assertThat(thrown(() -> rows.named(1, null))).hasSameClassAs(kept);
        Throwable other = thrown(() -> rows.named(2, new NotFound(2)));
        assertThat(other).isInstanceOf(NotFound.class);
        assertThat(rows.named(2, null)).isEqualTo("call 3");
    }

    @Test
    void nonCachedExceptions() throws Exception {
        Throwable other = thrown(() -> rows.excluded(1, new FileNotFoundException("a subclass")));
        assertThat(other).isInstanceOf(FileNotFoundException.class);
        assertThat(rows.excluded(1, null)).isEqualTo("call 2");
        Throwable kept = thrown(() -> rows.excluded(2, new NotFound(2)));
        assertThat(thrown(() -> rows.excluded(2, null))).hasSameClassAs(kept);
    }

    @Test
    void bothLists() throws Exception {
        Throwable other = thrown(() -> rows.both(1, new FileNotFoundException("excluded")));
        assertThat(other).isInstanceOf(FileNotFoundException.class);
        assertThat(rows.both(1, null)).isEqualTo("call 2");
        Throwable kept = thrown(() -> rows.both(2, new IOException("included")));
        assertThat(thrown(() -> rows.both(2, null))).hasSameClassAs(kept);
    }

    @Test
    void skipGet_callsAll_andKeepsTheLast() throws Exception {
        Throwable first = thrown(() -> rows.find(1, new NotFound(1)));
        assertThat(first).isInstanceOf(NotFound.class);
        Throwable second = thrown(() -> rows.reread(1, new NotFound(2)));
        assertThat(((NotFound) second).id).isEqualTo(2);
        assertThat(((NotFound) thrown(() -> rows.find(1, null))).id).isEqualTo(2);
        assertThat(rows.reread(1, null)).isEqualTo("call 3");
        assertThat(application.cache("failures").get(Contacts.key(1L))).isNull();
        assertThat(rows.find(1, null)).isEqualTo("call 3");
    }

    @Test
    void notStorable_thrownAndNotKept() throws Exception {
        Holding failure = new Holding();
        assertThat(thrown(() -> rows.find(1, failure))).isSameAs(failure);
        assertThat(rows.find(1, null)).isEqualTo("call 2");
    }

    @Test
    void invalidatedDuringTheCall_notKept() throws Exception {
        Throwable first = thrown(() -> rows.overtaken(1, new NotFound(1)));
        assertThat(first).isInstanceOf(NotFound.class);
        assertThat(rows.find(1, null)).isEqualTo("call 2");
    }

    @Test
    void resolverFactory() {
        Throwable first = thrown(() -> rows.chosen(1, new NotFound(1)));
        assertThat(thrown(() -> rows.chosen(1, null))).hasSameClassAs(first);
        assertThat(application.cache("failures-chosen").get(Contacts.key(1L))).isInstanceOf(NotFound.class);
    }

    @Test
    void cacheOfFailuresFails_methodIsCalledOnce() throws Exception {
        assertThat(rows.broken(1, null)).isEqualTo("call 1");
        assertThat(rows.broken(1, null)).isEqualTo("call 1");
        NotFound failure = new NotFound(2);
        assertThat(thrown(() -> rows.broken(2, failure))).isSameAs(failure);
        assertThat(rows.calls()).isEqualTo(2);
    }

    @Test
    void cacheHoldsSomethingElse_methodIsCalled() throws Exception {
        application.cache("failures").put(Contacts.key(1L), "no exception");
        assertThat(rows.find(1, null)).isEqualTo("call 1");
    }

    @Test
    void absentTtl_remembersNoSuccess() throws Exception {
        Map<String, String> settings = Map.of("tenantcache.tenancy", "shared", "tenantcache.absent.ttl", "1h");
        try (Application remembering = Application.configured(settings, Rows.class)) {
            Rows bean = remembering.bean(Rows.class);
            assertThat(bean.find(1, null)).isEqualTo("call 1");
            remembering.cache("rows").remove(Contacts.key(1L));
            Throwable kept = thrown(() -> bean.find(1, new NotFound(1)));
            assertThat(thrown(() -> bean.find(1, null))).hasSameClassAs(kept);
        }
    }

    @Test
    void perTenant() throws Exception {
        try (Application tenants = Application.of(Rows.class)) {
            Rows bean = tenants.bean(Rows.class);
            Throwable first = thrown(() -> TenantContext.call(Tenant.of("acme"), () -> bean.find(1, new NotFound(1))));
            assertThat(first).isInstanceOf(NotFound.class);
            assertThat(TenantContext.call(Tenant.of("globex"), () -> bean.find(1, null)))
                    .isEqualTo("call 2");
        }
    }

    @Test
    void deadlines_runBothOnOtherThreads() {
        Map<String, String> settings = Map.of("tenantcache.tenancy", "shared", "tenantcache.load.deadline", "1m");
        try (Application limited = Application.configured(settings, Rows.class)) {
            Rows bean = limited.bean(Rows.class);
            NotFound first = new NotFound(7);
            assertThat(thrown(() -> bean.find(1, first))).isSameAs(first);
            assertThat(thrown(() -> bean.find(1, null))).hasSameClassAs(first);
            assertThat(bean.calls()).isEqualTo(1);
        }
    }
}
