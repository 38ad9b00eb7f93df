package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.testing.RedisProcess;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures and absences of one node, found by another one through Redis. */
class FoundByTheOtherNodeTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private Application node;
    private Application otherNode;

    static class Missing extends Exception {
        private static final long serialVersionUID = 1L;
        final int call;

        Missing(int call) {
            super("missing", new IllegalStateException("the cause"));
            this.call = call;
        }
    }

    /** Which methods are called. */
    enum Way {
        AT_ONCE,
        IN_A_STAGE
    }

    @ApplicationScoped
    static class Rows {
        private final AtomicInteger calls = new AtomicInteger();
        private volatile @Nullable String row;

        int calls() {
            return calls.get();
        }

        void row(String text) {
            row = text;
        }

        private Optional<String> ask() {
            calls.incrementAndGet();
            return Optional.ofNullable(row);
        }

        @CacheResult(cacheName = "rows", exceptionCacheName = "failures")
        String find(long id) throws Missing {
            return ask().orElseThrow(() -> new Missing(calls.get()));
        }

        @CacheResult(cacheName = "rows", exceptionCacheName = "failures", cachedExceptions = Missing.class)
        CompletionStage<String> findLater(long id) {
            return ask().map(CompletableFuture::completedFuture)
                    .orElseGet(() -> CompletableFuture.failedFuture(new Missing(calls.get())));
        }

        @CacheResult(cacheName = "options")
        @CachePolicy(absentTtl = "1h")
        Optional<String> search(long id) {
            return ask();
        }

        @CacheResult(cacheName = "options")
        CompletionStage<Optional<String>> searchLater(long id) {
            return CompletableFuture.completedFuture(ask());
        }

        @CacheRemove(cacheName = "rows")
        void add(@CacheKey long id, String text) {
            row = text;
        }

        @CacheRemove(cacheName = "options")
        void addOption(@CacheKey long id, String text) {
            row = text;
        }
    }

    @BeforeEach
    void start() {
        redis.ask("FLUSHALL");
        Map<String, String> settings = Application.over(redis, Map.of("tenantcache.cascade.rows", "failures"));
        node = Application.configured(settings, Rows.class).connected();
        otherNode = Application.configured(settings, Rows.class).connected();
    }

    @AfterEach
    void stop() {
        otherNode.close();
        node.close();
    }

    private static String found(Application node, Tenant tenant, Way way) throws Exception {
        Rows rows = node.bean(Rows.class);
        return inTenant(tenant, () -> way == Way.AT_ONCE ? rows.find(1) : valueOf(rows.findLater(1)));
    }

    private static Optional<String> searched(Application node, Tenant tenant, Way way) throws Exception {
        Rows rows = node.bean(Rows.class);
        return inTenant(tenant, () -> way == Way.AT_ONCE ? rows.search(1) : valueOf(rows.searchLater(1)));
    }

    private static <T> T inTenant(Tenant tenant, Callable<T> task) throws Exception {
        return TenantContext.call(tenant, task);
    }

    private static <T> T valueOf(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Missing missing ? missing : failed;
        }
    }

    @ParameterizedTest
    @EnumSource
    void failure(Way way) throws Exception {
        assertThat(catchThrowable(() -> found(node, ACME, way))).isInstanceOf(Missing.class);
        for (Way other : List.of(way, Way.AT_ONCE, Way.IN_A_STAGE)) {
            Throwable again = catchThrowable(() -> found(otherNode, ACME, other));
            assertThat(again).isInstanceOf(Missing.class).hasMessage("missing").hasRootCauseMessage("the cause");
            assertThat(((Missing) again).call).isEqualTo(1);
        }
        assertThat(otherNode.bean(Rows.class).calls()).isZero();

        otherNode.bean(Rows.class).row("of globex");
        assertThat(found(otherNode, GLOBEX, way)).isEqualTo("of globex");
    }

    @ParameterizedTest
    @EnumSource
    void failure_untilTheOtherNodeEndsIt(Way way) throws Exception {
        assertThat(catchThrowable(() -> found(node, ACME, way))).isInstanceOf(Missing.class);
        assertThat(catchThrowable(() -> found(otherNode, ACME, way))).isInstanceOf(Missing.class);

        node.bean(Rows.class).row("new");
        TenantContext.run(ACME, () -> otherNode.bean(Rows.class).add(1, "new"));

        assertThat(found(otherNode, ACME, way)).isEqualTo("new");
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(found(node, ACME, way)).isEqualTo("new"));
    }

    @ParameterizedTest
    @EnumSource
    void absence(Way way) throws Exception {
        assertThat(searched(node, ACME, way)).isEmpty();
        otherNode.bean(Rows.class).row("new");
        for (Way other : List.of(way, Way.AT_ONCE, Way.IN_A_STAGE)) {
            assertThat(searched(otherNode, ACME, other)).isEmpty();
        }
        assertThat(otherNode.bean(Rows.class).calls()).isZero();
        assertThat(searched(otherNode, GLOBEX, way)).contains("new");
    }

    @ParameterizedTest
    @EnumSource
    void absence_untilTheOtherNodeEndsIt(Way way) throws Exception {
        assertThat(searched(node, ACME, way)).isEmpty();
        assertThat(searched(otherNode, ACME, way)).isEmpty();

        node.bean(Rows.class).row("new");
        TenantContext.run(ACME, () -> otherNode.bean(Rows.class).addOption(1, "new"));

        assertThat(searched(otherNode, ACME, way)).contains("new");
        await().untilAsserted(() -> assertThat(searched(node, ACME, way)).contains("new"));
    }
}
