package io.tenantcache.cdi;

import static io.tenantcache.TenantContext.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.cdi.Contacts.Contact;
import io.tenantcache.cdi.Contacts.NotSaved;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheResultTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");
    private static final int CALLERS = 8;

    private final Application application = Application.of(Contacts.class);
    private final Contacts contacts = application.bean(Contacts.class);
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void close() {
        contacts.release();
        callers.shutdownNow();
        application.close();
    }

    private <T> Future<T> submit(Callable<T> task) {
        return callers.submit(() -> call(ACME, task));
    }

    @Test
    void result_cached() throws Exception {
        Contact first = call(ACME, () -> contacts.find(1));

        assertThat(call(ACME, () -> contacts.find(1))).isEqualTo(first);
        assertThat(call(ACME, () -> contacts.find(2))).isNotEqualTo(first);
        assertThat(contacts.calls()).isEqualTo(2);
        assertThat(call(ACME, () -> application.cache("contacts").get(Contacts.key(1L))))
                .isEqualTo(first);
    }

    @Test
    void result_null_notCached() throws Exception {
        assertThat(call(ACME, () -> contacts.find(-1))).isNull();
        assertThat(call(ACME, () -> contacts.find(-1))).isNull();
        assertThat(contacts.calls()).isEqualTo(2);
    }

    @Test
    void result_otherTenant() throws Exception {
        Contact ofAcme = call(ACME, () -> contacts.find(1));

        assertThat(call(GLOBEX, () -> contacts.find(1))).isNotEqualTo(ofAcme);
        assertThat(contacts.calls()).isEqualTo(2);
    }

    @Test
    void result_noTenant() {
        assertThatThrownBy(() -> contacts.find(1))
                .isInstanceOf(TenantRequiredException.class)
                .hasMessageContaining("contacts");
        assertThat(contacts.calls()).isZero();
    }

    @Test
    void result_keyParametersOnly() throws Exception {
        List<Contact> first = call(ACME, () -> contacts.search("a", null, new Object()));

        assertThat(call(ACME, () -> contacts.search("a", null, new Object()))).isEqualTo(first);
        assertThat(call(ACME, () -> contacts.search("a", "b", new Object()))).isNotEqualTo(first);
    }

    @Test
    void result_stampede() throws Exception {
        var arrived = contacts.hold();
        List<Future<Contact>> results = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            results.add(submit(() -> contacts.find(1)));
        }
        arrived.await();
        contacts.release();

        for (Future<Contact> result : results) {
            assertThat(result.get()).isEqualTo(new Contact(1, "call 1"));
        }
        assertThat(contacts.calls()).isEqualTo(1);
    }

    @Test
    void result_invalidatedDuringLoad() throws Exception {
        var arrived = contacts.hold();
        Future<Contact> stale = submit(() -> contacts.find(1));
        arrived.await();
        TenantContext.run(ACME, () -> contacts.delete(1));
        contacts.release();

        assertThat(stale.get()).isEqualTo(new Contact(1, "call 1"));
        assertThat(call(ACME, () -> contacts.find(1))).isNotEqualTo(new Contact(1, "call 1"));
    }

    @Test
    void result_checkedException() {
        NotSaved failure = new NotSaved();

        assertThatThrownBy(() -> call(ACME, () -> contacts.failing(1, failure))).isSameAs(failure);
        assertThatThrownBy(() -> call(ACME, () -> contacts.failing(1, failure))).isSameAs(failure);
        assertThat(contacts.calls()).isEqualTo(2);
    }

    @Test
    void result_uncheckedExceptionOfTheCachesKind() {
        RuntimeException failure = new javax.cache.CacheException("of the application");

        assertThatThrownBy(() -> call(ACME, () -> contacts.failing(1, failure))).isSameAs(failure);
        assertThat(contacts.calls()).isEqualTo(1);
    }

    @Test
    void result_error() {
        Error failure = new AssertionError("of the application");

        assertThatThrownBy(() -> call(ACME, () -> contacts.failing(1, failure))).isSameAs(failure);
    }

    @Test
    void result_exceptionReachesThoseWhoWait() throws Exception {
        IllegalStateException failure = new IllegalStateException("of the application");
        var arrived = contacts.hold();
        Future<Contact> loading = submit(() -> contacts.failing(1, failure));
        arrived.await();
        List<Thread> waiting = new ArrayList<>();
        Future<Contact> waiter = submit(() -> {
            waiting.add(Thread.currentThread());
            return contacts.failing(1, failure);
        });
        await().until(() -> !waiting.isEmpty() && waiting.get(0).getState() == Thread.State.TIMED_WAITING);
        contacts.release();

        assertThatThrownBy(loading::get).isInstanceOf(ExecutionException.class).hasCause(failure);
        assertThatThrownBy(waiter::get).isInstanceOf(ExecutionException.class).hasCause(failure);
        assertThat(contacts.calls()).isEqualTo(1);
    }

    @Test
    void result_skipGet() throws Exception {
        call(ACME, () -> contacts.find(1));
        Contact fresh = call(ACME, () -> contacts.reread(1));

        assertThat(fresh.name()).isEqualTo("call 2");
        assertThat(call(ACME, () -> contacts.find(1))).isEqualTo(fresh);
        assertThat(call(ACME, () -> contacts.reread(1)).name()).isEqualTo("call 3");
    }

    @Test
    void result_notStorable() throws Exception {
        assertThat(call(ACME, () -> contacts.thread(1))).extracting("name").isEqualTo("thread 1");
        assertThat(call(ACME, () -> contacts.thread(1))).extracting("name").isEqualTo("thread 1");
        assertThat(contacts.calls()).isEqualTo(2);
    }

    @Test
    void result_ofAnotherType() throws Exception {
        TenantContext.run(ACME, () -> application.cache("contacts").put(Contacts.key(1L), "no contact"));

        assertThat(call(ACME, () -> contacts.find(1))).isEqualTo(new Contact(1, "call 1"));
    }
}
