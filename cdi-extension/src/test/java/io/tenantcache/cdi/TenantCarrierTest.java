package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.TenantResolver;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tenant on its way to other threads: by the carrier, and by what servers load to take context along. */
class TenantCarrierTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Executor OTHER_THREAD = task -> new Thread(task).start();

    @ApplicationScoped
    static class Inbox {
        private final AtomicInteger readings = new AtomicInteger();

        @CacheResult(cacheName = "conversations")
        int find(long id) {
            return readings.incrementAndGet();
        }
    }

    /** Knows the tenant of the thread that the test says, as a server knows that of a request's thread. */
    @ApplicationScoped
    static class Requests implements TenantResolver {
        @SuppressWarnings("ThreadLocalUsage") // one for each application
        private final ThreadLocal<@Nullable Tenant> tenant = new ThreadLocal<>();

        void begin(Tenant caller) {
            tenant.set(caller);
        }

        void end() {
            tenant.remove();
        }

        @Override
        public Optional<Tenant> resolve() {
            return Optional.ofNullable(tenant.get());
        }
    }

    record Closed(long id) {}

    @ApplicationScoped
    static class Observer {
        @Inject
        Inbox inbox;

        @Inject
        Event<Closed> events;

        final AtomicReference<@Nullable Integer> reading = new AtomicReference<>();

        CompletionStage<Closed> fire(@Nullable Executor executor) {
            Closed event = new Closed(1);
            return executor == null
                    ? events.fireAsync(event)
                    : events.fireAsync(event, NotificationOptions.ofExecutor(executor));
        }

        void observe(@ObservesAsync Closed event) {
            reading.set(inbox.find(event.id()));
        }

        @Nullable
        Integer reading() {
            return reading.get();
        }
    }

    private Application application;
    private TenantCarrier carrier;
    private Inbox inbox;
    private Requests requests;

    @BeforeEach
    void deploy() {
        application = Application.of(Inbox.class, Requests.class, Observer.class);
        carrier = application.bean(TenantCarrier.class);
        inbox = application.bean(Inbox.class);
        requests = application.bean(Requests.class);
    }

    @AfterEach
    void undeploy() {
        requests.end();
        application.close();
    }

    private int findFor(Tenant tenant) throws Exception {
        return TenantContext.call(tenant, () -> inbox.find(1));
    }

    @Test
    void current_resolved() {
        requests.begin(ACME);

        assertThat(carrier.current()).contains(ACME);
        assertThat(TenantContext.current()).isEmpty();
    }

    @Test
    void current_context() {
        requests.begin(ACME);

        TenantContext.run(GLOBEX, () -> assertThat(carrier.current()).contains(GLOBEX));
    }

    @Test
    void executor_tenantOfSubmitter() throws Exception {
        int reading = findFor(ACME);
        requests.begin(ACME);

        assertThat(CompletableFuture.supplyAsync(() -> inbox.find(1), carrier.wrap(OTHER_THREAD)))
                .succeedsWithin(PATIENCE)
                .isEqualTo(reading);
    }

    @Test
    void executor_withoutCarrier() {
        requests.begin(ACME);

        assertThat(CompletableFuture.supplyAsync(() -> inbox.find(1), OTHER_THREAD))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(TenantRequiredException.class);
    }

    @Test
    void wrappedWithoutTenant_inRequestOfAnother() {
        Callable<Integer> task = carrier.wrap(() -> inbox.find(1));
        requests.begin(GLOBEX);

        assertThatThrownBy(task::call).isInstanceOf(TenantRequiredException.class);
        assertThat(carrier.current()).contains(GLOBEX);
    }

    @Test
    void callable_tenantOfItsMaking() throws Exception {
        int reading = findFor(ACME);
        requests.begin(ACME);
        Callable<Integer> task = carrier.wrap(() -> inbox.find(1));
        requests.begin(GLOBEX);

        assertThat(task.call()).isEqualTo(reading);
        assertThat(inbox.find(1)).isNotEqualTo(reading);
    }

    @Test
    void asynchronousEvent() throws Exception {
        Observer observer = application.bean(Observer.class);
        int reading = findFor(ACME);
        requests.begin(ACME);

        assertThat(observer.fire(null).toCompletableFuture())
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .satisfies(failure ->
                        assertThat(failure).hasStackTraceContaining(TenantRequiredException.class.getName()));
        assertThat(observer.fire(carrier.wrap(OTHER_THREAD)).toCompletableFuture())
                .succeedsWithin(PATIENCE);
        assertThat(observer.reading()).isEqualTo(reading);
    }

    @Test
    void concurrency_current() throws Exception {
        int reading = findFor(ACME);
        requests.begin(ACME);
        var snapshot = concurrency().currentContext(Map.of());
        requests.begin(GLOBEX);

        ThreadContextRestorer restorer = snapshot.begin();
        assertThat(inbox.find(1)).isEqualTo(reading);
        restorer.endContext();
        assertThat(inbox.find(1)).isNotEqualTo(reading);
    }

    @Test
    void concurrency_currentWithoutTenant() {
        var snapshot = concurrency().currentContext(Map.of());
        requests.begin(GLOBEX);

        ThreadContextRestorer restorer = snapshot.begin();
        assertThatThrownBy(() -> inbox.find(1)).isInstanceOf(TenantRequiredException.class);
        restorer.endContext();
    }

    @Test
    void concurrency_cleared() {
        requests.begin(ACME);

        TenantContext.run(GLOBEX, () -> {
            ThreadContextRestorer restorer =
                    concurrency().clearedContext(Map.of()).begin();
            assertThatThrownBy(() -> inbox.find(1)).isInstanceOf(TenantRequiredException.class);
            restorer.endContext();
            assertThat(TenantContext.current()).contains(GLOBEX);
        });
    }

    @Test
    void concurrency_outsideOfAnyApplication() {
        application.close();

        ThreadContextRestorer restorer = concurrency().currentContext(Map.of()).begin();
        assertThat(TenantContext.current()).isEmpty();
        restorer.endContext();
        application = Application.of(Requests.class);
        requests = application.bean(Requests.class);
    }

    @Test
    void microProfile_currentAndCleared() throws Exception {
        var provider = ServiceLoader.load(org.eclipse.microprofile.context.spi.ThreadContextProvider.class)
                .findFirst()
                .orElseThrow();
        int reading = findFor(ACME);
        requests.begin(ACME);
        var snapshot = provider.currentContext(Map.of());
        requests.begin(GLOBEX);

        assertThat(provider.getThreadContextType()).isEqualTo("TenantContext");
        var current = snapshot.begin();
        assertThat(inbox.find(1)).isEqualTo(reading);
        current.endContext();
        var cleared = provider.clearedContext(Map.of()).begin();
        assertThatThrownBy(() -> inbox.find(1)).isInstanceOf(TenantRequiredException.class);
        cleared.endContext();
    }

    private static ThreadContextProvider concurrency() {
        ThreadContextProvider provider =
                ServiceLoader.load(ThreadContextProvider.class).findFirst().orElseThrow();
        assertThat(provider.getThreadContextType()).isEqualTo("TenantContext");
        return provider;
    }
}
