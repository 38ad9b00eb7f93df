package io.tenantcache.cdi;

import static io.tenantcache.TenantContext.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.cdi.Invalidated.Effect;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a change with each of the ends that a transaction manager may tell of. */
class TransactionOutcomeTest {

    private static final Tenant ACME = Tenant.of("acme");

    /** The registry of a manager that has one transaction, which ends as it is told to. */
    @ApplicationScoped
    static class Registry implements TransactionSynchronizationRegistry {

        private final Map<Object, Object> resources = new HashMap<>();
        private int status = Status.STATUS_ACTIVE;
        private @Nullable Synchronization synchronization;

        void end(int outcome) {
            status = outcome;
            Objects.requireNonNull(synchronization).afterCompletion(outcome);
            status = Status.STATUS_NO_TRANSACTION;
        }

        @Override
        public @Nullable Object getTransactionKey() {
            return status == Status.STATUS_NO_TRANSACTION ? null : resources;
        }

        @Override
        public void putResource(Object key, Object value) {
            resources.put(key, value);
        }

        @Override
        public @Nullable Object getResource(Object key) {
            return resources.get(key);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization registered) {
            synchronization = registered;
        }

        @Override
        public int getTransactionStatus() {
            return status;
        }

        @Override
        public void setRollbackOnly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getRollbackOnly() {
            return false;
        }
    }

    private final Application application = Application.of(Registry.class);
    private final Registry registry = application.bean(Registry.class);

    @AfterEach
    void close() {
        application.close();
    }

    /** What the cache holds of a value that a transaction with that end has outdated. */
    private @Nullable Object cachedAfter(int outcome) throws Exception {
        TenantContext.run(ACME, () -> {
            application.cache("accounts").put("key", "old");
            Invalidated invalidated = application.bean(CacheInvalidator.class).key("accounts", "key");
            assertThat(invalidated.effect()).isEqualTo(Effect.AFTER_COMMIT);
        });
        registry.end(outcome);
        return call(ACME, () -> application.cache("accounts").get("key"));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Status.STATUS_COMMITTED,
                Status.STATUS_UNKNOWN,
                Status.STATUS_COMMITTING,
                Status.STATUS_ROLLING_BACK,
                Status.STATUS_PREPARED
            })
    void committed_orNotKnown_isOutdated(int outcome) throws Exception {
        assertThat(cachedAfter(outcome)).isNull();
    }

    @Test
    void rolledBack_staysCached() throws Exception {
        assertThat(cachedAfter(Status.STATUS_ROLLEDBACK)).isEqualTo("old");
    }
}
