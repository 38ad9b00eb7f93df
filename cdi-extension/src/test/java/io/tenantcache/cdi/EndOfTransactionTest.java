package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.cdi.CacheInvalidatorTest.Audit;
import io.tenantcache.cdi.Invalidated.Effect;
import io.tenantcache.cdi.InvalidationEvent.Origin;
import jakarta.transaction.TransactionManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application hears of the end of a transaction. */
class EndOfTransactionTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    private final Application application = Application.transactional(
            Map.of("tenantcache.cascade.accounts", "totals", "tenantcache.caches.totals.remote.ttl", "60s"),
            Accounts.class,
            Audit.class);
    private final Accounts accounts = application.bean(Accounts.class);
    private final Audit audit = application.bean(Audit.class);
    private final CacheInvalidator invalidator = application.bean(CacheInvalidator.class);
    private final TransactionManager transactions = application.bean(TransactionManager.class);

    @AfterEach
    void close() {
        application.close();
    }

    private List<InvalidationEvent> awaitEvents(int count) {
        await().until(() -> audit.events().size() >= count);
        assertThat(audit.events()).hasSize(count);
        return audit.events();
    }

    @Test
    void commit_oneEventOfAllChanges() throws Exception {
        transactions.begin();
        TenantContext.run(ACME, () -> {
            accounts.rename(1, "new");
            accounts.rename(2, "new");
            accounts.save(3, "new");
            invalidator.because("nightly import").updated("accounts", 4L);
        });
        assertThat(audit.events()).as("before the commit").isEmpty();
        transactions.commit();

        InvalidationEvent event = awaitEvents(1).get(0);
        assertThat(event.tenant()).isEqualTo(ACME);
        assertThat(event.cause().origin()).isEqualTo(Origin.TRANSACTION);
        assertThat(event.cause().reasons())
                .containsExactly(
                        "@CacheRemove " + Accounts.class.getName() + ".rename(long,java.lang.String)",
                        "@CachePut " + Accounts.class.getName() + ".save(long,java.lang.String)",
                        "nightly import");
        assertThat(event.what().caches()).containsExactly("accounts", "totals");
        assertThat(event.what().keys()).isEqualTo(4);
        assertThat(event.what().effect()).isEqualTo(Effect.AT_ONCE);
    }

    @Test
    void commit_ofATransactionThatTheMethodBegins() {
        TenantContext.run(
                ACME,
                () -> accounts.renameAtomically(
                        1,
                        "new",
                        () -> assertThat(audit.events()).as("before the commit").isEmpty()));

        assertThat(awaitEvents(1)).singleElement().satisfies(event -> {
            assertThat(event.cause().origin()).isEqualTo(Origin.TRANSACTION);
            assertThat(event.cause().reasons())
                    .containsExactly("@CacheRemove " + Accounts.class.getName()
                            + ".renameAtomically(long,java.lang.String,java.lang.Runnable)");
        });
    }

    @Test
    void commit_ofSeveralTenants_anEventForEach() throws Exception {
        transactions.begin();
        TenantContext.run(ACME, () -> accounts.rename(1, "new"));
        TenantContext.run(GLOBEX, () -> accounts.rename(1, "new"));
        transactions.commit();

        assertThat(awaitEvents(2))
                .allSatisfy(event -> {
                    assertThat(event.cause().origin()).isEqualTo(Origin.TRANSACTION);
                    assertThat(event.what().keys()).isEqualTo(1);
                })
                .extracting(InvalidationEvent::tenant)
                .containsExactlyInAnyOrder(ACME, GLOBEX);
    }

    @Test
    void rollback_noEvent() throws Exception {
        transactions.begin();
        TenantContext.run(ACME, () -> accounts.rename(1, "never"));
        transactions.rollback();
        TenantContext.run(ACME, () -> invalidator.because("later").key("accounts", 2L));

        assertThat(awaitEvents(1).get(0).cause().reasons()).containsExactly("later");
    }
}
