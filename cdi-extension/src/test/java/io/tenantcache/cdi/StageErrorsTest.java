package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.EntryOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application lends to its caches, and which throws errors: the stage of the call ends with them. */
class StageErrorsTest {

    private static Error missing() {
        return new NoClassDefFoundError("com/acme/Missing");
    }

    static class Failing implements ResultPolicy<Object> {
        @Override
        public EntryOptions optionsOf(Object value) {
            throw missing();
        }
    }

    /** Its name cannot be had. */
    public static class Line {
        /** As a tag would have it. */
        public String getName() {
            throw missing();
        }
    }

    /** Gives a cache that has nothing and cannot be changed, and none for failures. */
    static class Resolvers implements CacheResolverFactory {
        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            return new CacheResolver() {
                @Override
                @SuppressWarnings("unchecked")
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                    return (Cache<K, V>) Proxy.newProxyInstance(
                            getClass().getClassLoader(), new Class<?>[] {Cache.class}, (proxy, called, arguments) -> {
                                return switch (called.getName()) {
                                    case "getName" -> "foreign";
                                    case "put", "remove" -> throw missing();
                                    default -> null;
                                };
                            });
                }
            };
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                    throw missing();
                }
            };
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "rows")
    static class Rows {

        private final CompletableFuture<String> end = new CompletableFuture<>();

        CompletableFuture<String> end() {
            return end;
        }

        @CacheResult
        @CachePolicy(result = Failing.class)
        CompletionStage<String> find(long id) {
            return end;
        }

        @CacheResult(cacheResolverFactory = Resolvers.class)
        CompletionStage<String> findElsewhere(long id) {
            return end;
        }

        @CacheResult(cacheResolverFactory = Resolvers.class, exceptionCacheName = "failures")
        CompletionStage<String> findWithFailures(long id) {
            return end;
        }

        @CachePut
        @CachePolicy(result = Failing.class)
        CompletionStage<String> save(@CacheKey long id, @CacheValue String row) {
            return end;
        }

        @CachePut(cacheName = "lines")
        @CacheTag("name:{line.name}")
        CompletionStage<String> saveLine(@CacheKey long id, @CacheValue Line line) {
            return end;
        }

        @CacheRemove(cacheResolverFactory = Resolvers.class, evictFor = IllegalStateException.class)
        CompletionStage<String> deleteElsewhere(long id) {
            return end;
        }
    }

    private final Application application = Application.configured(Map.of("tenantcache.tenancy", "shared"), Rows.class);
    private final Rows rows = application.bean(Rows.class);

    @AfterEach
    void close() {
        application.close();
    }

    private static @Nullable Throwable failureOf(CompletionStage<?> stage) throws Exception {
        return stage.handle((value, failure) -> failure).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void put_policy() throws Exception {
        application.cache("rows").put(Contacts.key(1L), "old");
        CompletionStage<String> saved = rows.save(1, "new");
        rows.end().complete("done");

        assertThat(failureOf(saved)).isInstanceOf(NoClassDefFoundError.class);
        assertThat(application.cache("rows").get(Contacts.key(1L)))
                .as("it is not true any more")
                .isNull();
    }

    @Test
    void put_tag() throws Exception {
        CompletionStage<String> saved = rows.saveLine(1, new Line());
        rows.end().complete("done");

        assertThat(failureOf(saved)).as("it is not stored").isNull();
    }

    @Test
    void put_completeAtOnce() throws Exception {
        rows.end().complete("done");

        assertThat(failureOf(rows.save(1, "new"))).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void remove_ownCache() throws Exception {
        CompletionStage<String> deleted = rows.deleteElsewhere(1);
        rows.end().complete("done");

        assertThat(failureOf(deleted)).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void remove_methodFailsToo_itsFailureComesFirst() throws Exception {
        IllegalStateException failure = new IllegalStateException("of the application");
        CompletionStage<String> deleted = rows.deleteElsewhere(1);
        rows.end().completeExceptionally(failure);

        assertThat(failureOf(deleted)).isSameAs(failure);
    }

    @Test
    void result_policy() throws Exception {
        CompletionStage<String> found = rows.find(1);
        rows.end().complete("row");

        assertThat(failureOf(found)).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void result_ownCache() throws Exception {
        CompletionStage<String> found = rows.findElsewhere(1);
        rows.end().complete("row");

        assertThat(failureOf(found)).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void result_ownCacheOfFailures_atOnce() {
        assertThatThrownBy(() -> rows.findWithFailures(1)).isInstanceOf(NoClassDefFoundError.class);
    }
}
