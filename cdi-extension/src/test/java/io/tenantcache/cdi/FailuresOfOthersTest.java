package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.TenantCacheManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Methods that share a cache and its keys: what one of them fails with does not reach who waits for the value in another one. */
class FailuresOfOthersTest {

    @ApplicationScoped
    @CacheDefaults(cacheName = "rows")
    static class Rows {

        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);
        private final CompletableFuture<String> stage = new CompletableFuture<>();
        private final AtomicInteger calls = new AtomicInteger();
        private final IOException failure = new IOException("no such row");

        IOException failure() {
            return failure;
        }

        void awaitArrival() throws InterruptedException {
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
        }

        /** Lets those that have to find a row fail. */
        void fail() {
            gate.countDown();
            stage.completeExceptionally(failure);
        }

        int calls() {
            return calls.get();
        }

        void hold() throws InterruptedException {
            arrived.countDown();
            gate.await();
        }

        private String held() throws IOException, InterruptedException {
            calls.incrementAndGet();
            hold();
            throw failure;
        }

        @CacheResult
        String must(long id) throws IOException, InterruptedException {
            return held();
        }

        @CacheResult
        CompletionStage<String> mustLater(long id) {
            arrived.countDown();
            return stage;
        }

        @CacheResult
        Optional<String> may(long id) {
            return Optional.empty();
        }

        @CacheResult
        CompletionStage<Optional<String>> mayLater(long id) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @CacheResult(cacheName = "left", exceptionCacheName = "failures", nonCachedExceptions = IOException.class)
        String mustUnkept(long id) throws IOException, InterruptedException {
            return held();
        }

        /** Its keys are of another type, as far as the deployment can see. */
        @CacheResult(cacheName = "right", exceptionCacheName = "failures")
        Optional<String> mayKept(Number id) {
            return Optional.empty();
        }

        @CacheResult(cacheName = "right", exceptionCacheName = "failures")
        CompletionStage<Optional<String>> mayKeptLater(Number id) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @CacheResult(cacheResolverFactory = HeldResolvers.class, exceptionCacheName = "failures")
        String mustAgain(long id) throws IOException {
            throw failure;
        }
    }

    /** Holds back who looks for failures. */
    @ApplicationScoped
    static class HeldResolvers implements CacheResolverFactory {

        @Inject
        TenantCacheManager manager;

        @Inject
        Rows rows;

        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                    return manager.getOrCreateCache("rows");
                }
            };
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                    try {
                        rows.hold();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return manager.getOrCreateCache("failures");
                }
            };
        }
    }

    private final Application application =
            Application.configured(Map.of("tenantcache.tenancy", "shared"), Rows.class, HeldResolvers.class);
    private final Rows rows = application.bean(Rows.class);

    @AfterEach
    void close() {
        rows.fail();
        application.close();
    }

    private static <T> FutureTask<T> started(Callable<T> call) {
        FutureTask<T> result = new FutureTask<>(call);
        new Thread(result).start();
        return result;
    }

    /** One that waits for another caller. */
    private static <T> FutureTask<T> waiting(Callable<T> call) {
        FutureTask<T> result = new FutureTask<>(call);
        Thread caller = new Thread(result);
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        return result;
    }

    private static <T> T valueOf(FutureTask<T> result) throws Exception {
        return result.get(30, TimeUnit.SECONDS);
    }

    private static <T> T valueOf(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void assertFails(FutureTask<?> result) {
        assertThatThrownBy(() -> valueOf(result))
                .isInstanceOf(ExecutionException.class)
                .hasCause(rows.failure());
    }

    @Test
    void ofAnotherMethod() throws Exception {
        FutureTask<String> must = started(() -> rows.must(1));
        rows.awaitArrival();
        FutureTask<Optional<String>> may = waiting(() -> rows.may(1));
        CompletionStage<Optional<String>> mayLater = rows.mayLater(1);
        rows.fail();

        assertFails(must);
        assertThat(valueOf(may)).isEmpty();
        assertThat(valueOf(mayLater)).isEmpty();
        assertThat(rows.calls()).isEqualTo(1);
    }

    @Test
    void ofAnotherMethodsStage() throws Exception {
        CompletionStage<String> must = rows.mustLater(1);
        FutureTask<Optional<String>> may = waiting(() -> rows.may(1));
        CompletionStage<Optional<String>> mayLater = rows.mayLater(1);
        rows.fail();

        assertThatThrownBy(() -> valueOf(must)).hasCause(rows.failure());
        assertThat(valueOf(may)).isEmpty();
        assertThat(valueOf(mayLater)).isEmpty();
    }

    @Test
    void ofTheSameMethod_isShared() throws Exception {
        FutureTask<String> first = started(() -> rows.must(1));
        rows.awaitArrival();
        FutureTask<String> second = waiting(() -> rows.must(1));
        rows.fail();

        assertFails(first);
        assertFails(second);
        assertThat(rows.calls()).isEqualTo(1);
    }

    @Test
    void notToBeKept_inASharedCacheOfFailures() throws Exception {
        FutureTask<String> must = started(() -> rows.mustUnkept(1));
        rows.awaitArrival();
        FutureTask<Optional<String>> may = waiting(() -> rows.mayKept(1L));
        rows.fail();

        assertFails(must);
        assertThat(valueOf(may)).isEmpty();
    }

    @Test
    void notToBeKept_inASharedCacheOfFailures_ofAStage() throws Exception {
        FutureTask<String> must = started(() -> rows.mustUnkept(1));
        rows.awaitArrival();
        CompletionStage<Optional<String>> may = rows.mayKeptLater(1L);
        rows.fail();

        assertFails(must);
        assertThat(valueOf(may)).isEmpty();
    }

    @Test
    void keptOfAnEarlierCall() throws Exception {
        application.cache("failures").put(Contacts.key(1L), rows.failure());
        FutureTask<String> must = started(() -> rows.mustAgain(1));
        rows.awaitArrival();
        FutureTask<Optional<String>> may = waiting(() -> rows.may(1));
        rows.fail();

        assertThatThrownBy(() -> valueOf(must)).hasCauseInstanceOf(IOException.class);
        assertThat(valueOf(may)).isEmpty();
    }
}
