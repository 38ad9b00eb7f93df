package io.tenantcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tenantcache.TenantContext.Binding;
import java.time.Duration;
import java.util.Optional;
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
