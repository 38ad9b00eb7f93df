package io.tenantcache.cdi;

import static io.tenantcache.TenantContext.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.cdi.Contacts.Conflict;
import io.tenantcache.cdi.Contacts.Contact;
import io.tenantcache.cdi.Contacts.NotSaved;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CacheChangeTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");
    private static final Contact OLD = new Contact(1, "old");
    private static final Contact NEW = new Contact(1, "new");

    private final Application application = Application.configured(
            Map.of(
                    "tenantcache.cascade.contacts", "contact-lists,contacts,dashboard-stats",
                    "tenantcache.caches.contact-lists.remote.ttl", "30s",
                    "tenantcache.caches.dashboard-stats.remote.ttl", "600s",
                    "tenantcache.caches.unrelated.remote.ttl", "600s"),
            Contacts.class);
    private final Contacts contacts = application.bean(Contacts.class);

    @BeforeEach
    void fill() {
        for (Tenant tenant : new Tenant[] {ACME, GLOBEX}) {
            TenantContext.run(tenant, () -> {
                application.cache("contacts").put(Contacts.key(1L), OLD);
                application.cache("contacts").put(Contacts.key(2L), OLD);
                application.cache("contact-lists").put("list", "old");
                application.cache("dashboard-stats").put("stats", "old");
                application.cache("unrelated").put("key", "old");
            });
        }
    }

    @AfterEach
    void close() {
        application.close();
    }

    private @Nullable Object cached(Tenant tenant, long id) throws Exception {
        return call(tenant, () -> application.cache("contacts").get(Contacts.key(id)));
    }

    private @Nullable Object cached(Tenant tenant, String cache, String key) throws Exception {
        return call(tenant, () -> application.cache(cache).get(key));
    }

    private void assertCascaded(Tenant tenant) throws Exception {
        assertThat(cached(tenant, "contact-lists", "list")).isNull();
        assertThat(cached(tenant, "dashboard-stats", "stats")).isNull();
        assertThat(cached(tenant, "unrelated", "key")).isEqualTo("old");
    }

    private void assertUntouched(Tenant tenant) throws Exception {
        assertThat(cached(tenant, 1)).isEqualTo(OLD);
        assertThat(cached(tenant, 2)).isEqualTo(OLD);
        assertThat(cached(tenant, "contact-lists", "list")).isEqualTo("old");
        assertThat(cached(tenant, "dashboard-stats", "stats")).isEqualTo("old");
    }

    @Test
    void put() throws Exception {
        TenantContext.run(ACME, () -> contacts.save(1, NEW));

        assertThat(cached(ACME, 1)).isEqualTo(NEW);
        assertCascaded(ACME);
        assertUntouched(GLOBEX);
    }

    @Test
    void put_null() throws Exception {
        TenantContext.run(ACME, () -> contacts.save(1, null));

        assertThat(cached(ACME, 1)).isNull();
        assertCascaded(ACME);
        assertUntouched(GLOBEX);
    }

    @Test
    void put_notStorable() throws Exception {
        TenantContext.run(ACME, () -> application.cache("threads").put(Contacts.key(1L), "old"));

        TenantContext.run(ACME, () -> contacts.saveThread(1, new Thread("new")));

        assertThat(contacts.calls()).isEqualTo(1);
        assertThat(call(ACME, () -> application.cache("threads").get(Contacts.key(1L))))
                .isNull();
    }

    @Test
    void put_noTenant() {
        assertThatThrownBy(() -> contacts.save(1, NEW)).isInstanceOf(TenantRequiredException.class);
        assertThat(contacts.calls()).as("calls before the error").isZero();
    }

    @Test
    void put_early() throws Exception {
        IllegalStateException failure = new IllegalStateException("of the application");
        assertThatThrownBy(() -> TenantContext.run(
                        ACME,
                        () -> contacts.saveEarly(1, NEW, () -> {
                            assertThat(application.cache("contacts").get(Contacts.key(1L)))
                                    .isEqualTo(NEW);
                            throw failure;
                        })))
                .isSameAs(failure);
        assertThat(cached(ACME, 1)).isEqualTo(NEW);
    }

    @Test
    void put_failed() throws Exception {
        NotSaved notSaved = new NotSaved();
        assertThatThrownBy(() -> call(ACME, () -> {
                    contacts.saveKeyed(1, NEW, notSaved);
                    return null;
                }))
                .isSameAs(notSaved);
        assertUntouched(ACME);
    }

    @Test
    void put_failedAsExpected() throws Exception {
        Conflict conflict = new Conflict();
        assertThatThrownBy(() -> call(ACME, () -> {
                    contacts.saveKeyed(1, NEW, conflict);
                    return null;
                }))
                .isSameAs(conflict);
        assertThat(cached(ACME, 1)).isEqualTo(NEW);
        assertCascaded(ACME);
    }

    @Test
    void remove() throws Exception {
        TenantContext.run(ACME, () -> application.cache("unrelated").put(Contacts.key(1L), "old"));
        TenantContext.run(ACME, () -> contacts.deleteAlone(1));

        assertThat(call(ACME, () -> application.cache("unrelated").get(Contacts.key(1L))))
                .isNull();
        assertUntouched(ACME);
    }

    @Test
    void remove_cascade() throws Exception {
        TenantContext.run(ACME, () -> contacts.delete(1));

        assertThat(cached(ACME, 1)).isNull();
        assertCascaded(ACME);
        assertUntouched(GLOBEX);
    }

    @Test
    void remove_noTenant() {
        assertThatThrownBy(() -> contacts.delete(1)).isInstanceOf(TenantRequiredException.class);
        assertThat(contacts.calls()).as("calls before the error").isZero();
    }

    @Test
    void remove_early() throws Exception {
        TenantContext.run(
                ACME,
                () -> contacts.deleteEarly(
                        1,
                        () -> assertThat(application.cache("contacts").get(Contacts.key(1L)))
                                .isNull()));

        assertThat(cached(ACME, 1)).isNull();
    }

    @Test
    void remove_failed() throws Exception {
        NotSaved notSaved = new NotSaved();
        assertThatThrownBy(() -> call(ACME, () -> {
                    contacts.deleteFailing(1, notSaved);
                    return null;
                }))
                .isSameAs(notSaved);
        assertUntouched(ACME);
    }

    @Test
    void remove_failedOtherwise() throws Exception {
        Conflict conflict = new Conflict();
        assertThatThrownBy(() -> call(ACME, () -> {
                    contacts.deleteFailing(1, conflict);
                    return null;
                }))
                .isSameAs(conflict);
        assertThat(cached(ACME, 1)).isNull();
    }

    @Test
    void removeAll() throws Exception {
        TenantContext.run(ACME, contacts::deleteAll);

        assertThat(cached(ACME, 1)).isNull();
        assertThat(cached(ACME, 2)).isNull();
        assertCascaded(ACME);
        assertUntouched(GLOBEX);
    }

    @Test
    void removeAll_failed() throws Exception {
        Conflict conflict = new Conflict();
        assertThatThrownBy(() -> call(ACME, () -> {
                    contacts.deleteAllFailing(conflict);
                    return null;
                }))
                .isSameAs(conflict);
        assertUntouched(ACME);
    }
}
