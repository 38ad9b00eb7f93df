package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tenantcache.TenantCacheManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After which failures caches change, and what of annotations is inherited: chapter 10 of the specification. */
class AnnotationSemanticsTest {

    @ApplicationScoped
    @CacheDefaults(cacheName = "rows")
    static class Rows {

        @CachePut(cacheFor = IOException.class)
        void putFor(@CacheKey long id, @CacheValue String value, Exception failure) throws Exception {
            throw failure;
        }

        @CachePut(noCacheFor = IOException.class)
        void putNotFor(@CacheKey long id, @CacheValue String value, Exception failure) throws Exception {
            throw failure;
        }

        @CachePut(cacheFor = IOException.class, noCacheFor = FileNotFoundException.class)
        void putForSome(@CacheKey long id, @CacheValue String value, Exception failure) throws Exception {
            throw failure;
        }

        @CachePut
        void put(@CacheKey long id, @CacheValue String value, Exception failure) throws Exception {
            throw failure;
        }

        @CacheRemove(evictFor = IOException.class)
        void removeFor(@CacheKey long id, Exception failure) throws Exception {
            throw failure;
        }

        @CacheRemove(noEvictFor = IOException.class)
        void removeNotFor(@CacheKey long id, Exception failure) throws Exception {
            throw failure;
        }

        @CacheRemove(evictFor = IOException.class, noEvictFor = FileNotFoundException.class)
        void removeForSome(@CacheKey long id, Exception failure) throws Exception {
            throw failure;
        }

        @CacheRemove
        void remove(@CacheKey long id, Exception failure) throws Exception {
            throw failure;
        }

        @CacheRemoveAll(evictFor = IOException.class)
        void removeAllFor(Exception failure) throws Exception {
            throw failure;
        }

        @CacheRemoveAll(noEvictFor = IOException.class)
        void removeAllNotFor(Exception failure) throws Exception {
            throw failure;
        }

        @CacheRemoveAll(evictFor = IOException.class, noEvictFor = FileNotFoundException.class)
        void removeAllForSome(Exception failure) throws Exception {
            throw failure;
        }

        @CacheRemoveAll
        void removeAll(Exception failure) throws Exception {
            throw failure;
        }

        @CacheRemoveAll(afterInvocation = false)
        void removeAllEarly(Runnable body) {
            body.run();
        }
    }

    interface Annotated {
        @CacheResult(cacheName = "of-an-interface")
        default String find(long id) {
            return "default";
        }
    }

    @ApplicationScoped
    static class Implementing implements Annotated {
        final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @Override
        public String find(long id) {
            return "call " + calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "of-a-parent", cacheResolverFactory = Resolvers.class, cacheKeyGenerator = Keys.class)
    static class Parent {
        final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @CacheResult
        public String find(long id) {
            return "call " + calls.incrementAndGet();
        }
    }

    /** Overrides without the annotation. */
    @ApplicationScoped
    static class Unannotated extends Parent {
        @Override
        public String find(long id) {
            return "call " + calls.incrementAndGet();
        }
    }

    record OneKey(String text) implements GeneratedCacheKey {}

    /** A bean, since it has what only a bean can have. */
    @ApplicationScoped
    static class Keys implements CacheKeyGenerator {
        @Inject
        TenantCacheManager manager;

        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> invocation) {
            assertThat(manager.isClosed()).isFalse();
            return new OneKey("key " + invocation.getKeyParameters()[0].getValue());
        }
    }

    /** No bean. */
    static class Resolvers implements CacheResolverFactory {
        static final ThreadLocal<TenantCacheManager> MANAGER = new ThreadLocal<>();

        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            String name = "chosen for " + method.getCacheName();
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                    return MANAGER.get().getOrCreateCache(name);
                }
            };
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            throw new UnsupportedOperationException();
        }
    }

    private final Application application = Application.configured(
            Map.of("tenantcache.tenancy", "shared"),
            Rows.class,
            Implementing.class,
            Parent.class,
            Unannotated.class,
            Keys.class);
    private final Rows rows = application.bean(Rows.class);

    @AfterEach
    void close() {
        Resolvers.MANAGER.remove();
        application.close();
    }

    private interface Call {
        void run(Rows rows, Exception failure) throws Exception;
    }

    private static Exception failure(String name) {
        return switch (name) {
            case "io" -> new IOException("io");
            case "file" -> new FileNotFoundException("file");
            default -> new IllegalStateException("state");
        };
    }

    private String after(Call call, String failure) {
        application.cache("rows").put(Contacts.key(1L), "old");
        Exception thrown = failure(failure);
        assertThat(catchThrowable(() -> call.run(rows, thrown))).isSameAs(thrown);
        Object left = application.cache("rows").get(Contacts.key(1L));
        return left == null ? "none" : left.toString();
    }

    @ParameterizedTest
    @CsvSource({"io,    new, old, new, old", "file,  new, old, old, old", "state, old, new, old, old"})
    void put(String failure, String cacheFor, String noCacheFor, String both, String neither) {
        assertThat(after((bean, thrown) -> bean.putFor(1, "new", thrown), failure))
                .isEqualTo(cacheFor);
        assertThat(after((bean, thrown) -> bean.putNotFor(1, "new", thrown), failure))
                .isEqualTo(noCacheFor);
        assertThat(after((bean, thrown) -> bean.putForSome(1, "new", thrown), failure))
                .isEqualTo(both);
        assertThat(after((bean, thrown) -> bean.put(1, "new", thrown), failure)).isEqualTo(neither);
    }

    @ParameterizedTest
    @CsvSource({"io,    none, old,  none, old", "file,  none, old,  old,  old", "state, old,  none, old,  old"})
    void remove(String failure, String evictFor, String noEvictFor, String both, String neither) {
        assertThat(after((bean, thrown) -> bean.removeFor(1, thrown), failure)).isEqualTo(evictFor);
        assertThat(after((bean, thrown) -> bean.removeNotFor(1, thrown), failure))
                .isEqualTo(noEvictFor);
        assertThat(after((bean, thrown) -> bean.removeForSome(1, thrown), failure))
                .isEqualTo(both);
        assertThat(after((bean, thrown) -> bean.remove(1, thrown), failure)).isEqualTo(neither);
        assertThat(after(Rows::removeAllFor, failure)).isEqualTo(evictFor);
        assertThat(after(Rows::removeAllNotFor, failure)).isEqualTo(noEvictFor);
        assertThat(after(Rows::removeAllForSome, failure)).isEqualTo(both);
        assertThat(after(Rows::removeAll, failure)).isEqualTo(neither);
    }

    @Test
    void removeAll_early() {
        application.cache("rows").put(Contacts.key(1L), "old");
        rows.removeAllEarly(() -> assertThat(application.cache("rows").containsKey(Contacts.key(1L)))
                .isFalse());
    }

    @Test
    void annotationOfAnInterface_doesNotCount() {
        Annotated bean = application.bean(Implementing.class);
        assertThat(bean.find(1)).isEqualTo("call 1");
        assertThat(bean.find(1)).isEqualTo("call 2");
    }

    @Test
    void annotationOfAnOverriddenMethod_doesNotCount() {
        Unannotated bean = application.bean(Unannotated.class);
        assertThat(bean.find(1)).isEqualTo("call 1");
        assertThat(bean.find(1)).isEqualTo("call 2");
    }

    @Test
    void defaults_nameKeysAndResolver() {
        Resolvers.MANAGER.set(application.bean(TenantCacheManager.class));
        Parent bean = application.beanManager().createInstance().select(Parent.class).stream()
                .filter(candidate -> !(candidate instanceof Unannotated))
                .findFirst()
                .orElseThrow();
        assertThat(bean.find(1)).isEqualTo("call 1");
        assertThat(bean.find(1)).isEqualTo("call 1");
        assertThat(application.cache("chosen for of-a-parent").get(new OneKey("key 1")))
                .isEqualTo("call 1");
    }
}
