package io.tenantcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tenantcache.TenantContext.Binding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantContextTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Executor OTHER_THREAD = task -> new Thread(task).start();

    private final TenantResolver globex = () -> Optional.of(GLOBEX);

    @AfterEach
    void nothingLeft() {
        assertThat(TenantContext.current()).isEmpty();
        assertThat(TenantContext.currentOr(globex)).contains(GLOBEX);
    }

    @Test
    void currentOr_contextFirst() {
        TenantContext.run(
                ACME, () -> assertThat(TenantContext.currentOr(globex)).contains(ACME));
    }

    @Test
    void bind_tenant() {
        Binding binding = TenantContext.bind(ACME);

        assertThat(TenantContext.current()).contains(ACME);
        assertThat(TenantContext.currentOr(globex)).contains(ACME);
        binding.end();
    }

    @Test
    void bind_none() {
        TenantContext.run(ACME, () -> {
            Binding binding = TenantContext.bind(null);

            assertThat(TenantContext.current()).isEmpty();
            assertThat(TenantContext.currentOr(globex)).isEmpty();
            TenantContext.run(
                    GLOBEX,
                    () -> assertThat(TenantContext.currentOr(Optional::empty)).contains(GLOBEX));
            assertThat(TenantContext.currentOr(globex)).isEmpty();
            binding.end();
            assertThat(TenantContext.current()).contains(ACME);
        });
    }

    @Test
    void shared_isNobody() throws Exception {
        TenantContext.run(ACME, () -> {
            TenantContext.run(Tenant.SHARED, this::assertNobody);
            assertThat(TenantContext.current()).contains(ACME);
        });
        TenantContext.call(Tenant.SHARED, () -> {
            assertNobody();
            return true;
        });
        Binding binding = TenantContext.bind(Tenant.SHARED);
        assertNobody();
        binding.end();
        assertThat(TenantContext.currentOr(() -> Optional.of(Tenant.SHARED))).isEmpty();
    }

    private void assertNobody() {
        assertThat(TenantContext.current()).isEmpty();
        assertThat(TenantContext.currentOrNull()).isNull();
        assertThat(TenantContext.currentOr(globex)).isEmpty();
    }

    @Test
    void wrap_tenantOfItsMaking() throws Exception {
        List<Optional<Tenant>> seen = new ArrayList<>();
        List<Runnable> tasks = new ArrayList<>();
        TenantContext.run(
                ACME, () -> tasks.add(TenantContext.wrap((Runnable) () -> seen.add(TenantContext.current()))));
        Callable<Optional<Tenant>> call = TenantContext.call(ACME, () -> TenantContext.wrap(TenantContext::current));
        Executor executor = TenantContext.wrap(OTHER_THREAD);
        CompletableFuture<Optional<Tenant>> elsewhere = new CompletableFuture<>();

        TenantContext.run(GLOBEX, tasks.get(0));
        TenantContext.run(ACME, () -> executor.execute(() -> elsewhere.complete(TenantContext.current())));

        assertThat(seen).containsExactly(Optional.of(ACME));
        assertThat(TenantContext.call(GLOBEX, call)).contains(ACME);
        assertThat(elsewhere).succeedsWithin(PATIENCE).isEqualTo(Optional.of(ACME));
    }

    @Test
    void wrap_withoutTenant_isBoundToNone() throws Exception {
        Runnable task = TenantContext.wrap((Runnable) this::assertNobody);
        Callable<Optional<Tenant>> call = TenantContext.wrap(() -> TenantContext.currentOr(globex));

        task.run();
        TenantContext.run(ACME, task);
        assertThat(call.call()).isEmpty();
    }

    @Test
    void bind_nested() {
        Binding outer = TenantContext.bind(null);
        Binding inner = TenantContext.bind(ACME);
        inner.end();

        assertThat(TenantContext.currentOr(globex)).isEmpty();
        outer.end();
    }

    @Test
    void end_twice() {
        Binding binding = TenantContext.bind(ACME);
        binding.end();

        assertThatIllegalStateException().isThrownBy(binding::end).withMessageContaining("has ended");
    }

    @Test
    void end_otherThread() {
        Binding binding = TenantContext.bind(ACME);

        assertThat(CompletableFuture.runAsync(binding::end, OTHER_THREAD))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessageContaining("another thread");
        assertThat(TenantContext.current()).contains(ACME);
        binding.end();
    }
}
