package io.tenantcache.cdi;

import static io.tenantcache.TenantContext.call;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tenantcache.CacheLoadRejectedException;
import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.cdi.Contacts.Conflict;
import io.tenantcache.cdi.Contacts.Contact;
import io.tenantcache.cdi.Contacts.NotSaved;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncMethodsTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");
    private static final Contact ONE = new Contact(1, "one");
    private static final Contact TWO = new Contact(2, "two");

    private final Application application = Application.configured(
            Map.of(
                    "tenantcache.cascade.contacts", "contact-lists",
                    "tenantcache.caches.contact-lists.remote.ttl", "30s",
                    "tenantcache.caches.brief.remote.ttl", "100ms",
                    "tenantcache.caches.brief.stale.while-revalidate", "10m",
                    "tenantcache.caches.rows.load.deadline", "200ms",
                    "tenantcache.caches.rows.load.max-per-tenant", "1"),
            AsyncContacts.class,
            Quotes.class);
    private final AsyncContacts contacts = application.bean(AsyncContacts.class);

    @AfterEach
    void close() {
        application.close();
    }

    private void answer(int call, @Nullable Contact contact) {
        awaitCalls(call);
        contacts.asked().get(call - 1).complete(contact);
    }

    private void fail(int call, Throwable failure) {
        awaitCalls(call);
        contacts.asked().get(call - 1).completeExceptionally(failure);
    }

    private void awaitCalls(int calls) {
        await().until(() -> contacts.asked().size() >= calls);
    }

    private static <T> T valueOf(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Throwable failureOf(CompletionStage<?> stage) throws Exception {
        return valueOf(stage.handle((value, failure) -> failure));
    }

    private @Nullable Object cached(String cache, long id) throws Exception {
        return call(ACME, () -> application.cache(cache).get(Contacts.key(id)));
    }

    private void put(long id, Object value) {
        TenantContext.run(ACME, () -> {
            application.cache("contacts").put(Contacts.key(id), value);
            application.cache("contact-lists").put("list", "old");
        });
    }

    private @Nullable Object cachedList() throws Exception {
        return call(ACME, () -> application.cache("contact-lists").get("list"));
    }

    @Test
    void result_theValueIsCached() throws Exception {
        CompletionStage<?> first = call(ACME, () -> contacts.find(1));
        CompletionStage<?> second = call(ACME, () -> contacts.find(1));
        assertThat(second).isNotSameAs(first);
        answer(1, ONE);

        assertThat(valueOf(first)).isEqualTo(ONE);
        assertThat(valueOf(second)).isEqualTo(ONE);
        assertThat(cached("contacts", 1)).isEqualTo(ONE);
        assertThat(call(ACME, () -> contacts.findInFuture(1))).isCompletedWithValue(ONE);
        assertThat(call(ACME, () -> contacts.findHeld(1))).isEqualTo(ONE);
        assertThat(contacts.asked()).hasSize(1);
    }

    @Test
    void result_declaredFuture() throws Exception {
        CompletableFuture<?> first = call(ACME, () -> contacts.findInFuture(1));
        answer(1, ONE);

        assertThat(valueOf(first)).isEqualTo(ONE);
        CompletionStage<?> third = call(ACME, () -> contacts.find(1));
        assertThat(valueOf(third)).isEqualTo(ONE);
    }

    @Test
    void result_declaredByTheBeanOfAGenericMethod() throws Exception {
        CompletionStage<?> first = call(ACME, () -> contacts.row(1));
        answer(1, ONE);

        assertThat(valueOf(first)).isEqualTo(ONE);
        assertThat(cached("rows", 1)).isEqualTo(ONE);
    }

    @Test
    void result_heldCallerJoins() throws Exception {
        CompletionStage<?> first = call(ACME, () -> contacts.find(1));
        FutureTask<Contact> held = new FutureTask<>(() -> call(ACME, () -> contacts.findHeld(1)));
        Thread caller = new Thread(held);
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        answer(1, ONE);

        assertThat(held.get()).isEqualTo(ONE);
        assertThat(valueOf(first)).isEqualTo(ONE);
    }

    @Test
    void result_null_notCached() throws Exception {
        CompletionStage<?> first = call(ACME, () -> contacts.find(1));
        answer(1, null);
        assertThat(valueOf(first)).isNull();

        CompletionStage<?> second = call(ACME, () -> contacts.find(1));
        answer(2, ONE);
        assertThat(valueOf(second)).isEqualTo(ONE);
    }

    @Test
    void result_failure_notCached_unchanged() throws Exception {
        IOException failure = new IOException("down");
        RuntimeException ofTheCachesKind = new javax.cache.CacheException("of the application");
        Error error = new AssertionError("of the application");
        int calls = 0;
        for (Throwable each : List.of(failure, ofTheCachesKind, error)) {
            CompletionStage<?> first = call(ACME, () -> contacts.find(1));
            CompletionStage<?> second = call(ACME, () -> contacts.find(1));
            fail(++calls, each);

            assertThat(failureOf(first)).isSameAs(each);
            assertThat(failureOf(second)).isSameAs(each);
        }
        assertThat(contacts.asked()).hasSize(3);
    }

    @Test
    void result_thrownAtOnce() throws Exception {
        NotSaved failure = new NotSaved();
        contacts.throwAtOnce(failure);

        assertThat(failureOf(call(ACME, () -> contacts.find(1)))).isSameAs(failure);
        assertThat(failureOf(call(ACME, () -> contacts.reread(1)))).isSameAs(failure);
    }

    @Test
    void result_noStage() throws Exception {
        assertThat(failureOf(call(ACME, () -> contacts.none(1))))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("AsyncContacts.none(long)");
    }

    @Test
    void result_notStorable() throws Exception {
        assertThat(valueOf(call(ACME, () -> contacts.thread(1))))
                .extracting("name")
                .isEqualTo("thread 1");
    }

    @Test
    void result_ofAnotherType() throws Exception {
        put(1, "no contact");
        CompletionStage<?> first = call(ACME, () -> contacts.find(1));
        answer(1, ONE);

        assertThat(valueOf(first)).isEqualTo(ONE);
    }

    @Test
    void result_skipGet() throws Exception {
        put(1, ONE);
        CompletionStage<?> first = call(ACME, () -> contacts.reread(1));
        answer(1, TWO);

        assertThat(valueOf(first)).isEqualTo(TWO);
        assertThat(cached("contacts", 1)).isEqualTo(TWO);
    }

    @Test
    void result_tenants() throws Exception {
        assertThatThrownBy(() -> contacts.find(1)).isInstanceOf(TenantRequiredException.class);
        CompletionStage<?> ofAcme = call(
                ACME,
                () -> contacts.find(1)
                        .thenApply(value -> TenantContext.current().orElseThrow()));
        CompletionStage<?> ofGlobex = call(GLOBEX, () -> contacts.find(1));
        answer(1, ONE);
        answer(2, TWO);

        assertThat(valueOf(ofAcme)).isEqualTo(ACME);
        assertThat(valueOf(ofGlobex)).isEqualTo(TWO);
        assertThat(contacts.tenants()).containsExactly(ACME, GLOBEX);
    }

    @Test
    void result_invalidatedMeanwhile() throws Exception {
        CompletionStage<?> old = call(ACME, () -> contacts.find(1));
        CompletionStage<?> deleted = call(ACME, () -> contacts.delete(1));
        answer(2, null);
        assertThat(valueOf(deleted)).isNull();
        answer(1, ONE);

        assertThat(valueOf(old)).isEqualTo(ONE);
        assertThat(cached("contacts", 1)).isNull();
    }

    @Test
    void result_limits() throws Exception {
        CompletionStage<?> first = call(ACME, () -> contacts.row(1));

        assertThat(failureOf(call(ACME, () -> contacts.row(2)))).isInstanceOf(CacheLoadRejectedException.class);
        assertThat(failureOf(first)).isInstanceOf(CacheLoadTimeoutException.class);
        assertThat(contacts.asked()).hasSize(1);
    }

    @Test
    void result_reloadedInTheBackground() throws Exception {
        CompletionStage<?> first = call(ACME, () -> contacts.findBriefly(1));
        answer(1, ONE);
        assertThat(valueOf(first)).isEqualTo(ONE);
        await().until(() -> cached("brief", 1) == null);

        assertThat(call(ACME, () -> contacts.findBriefly(1)).toCompletableFuture())
                .isCompletedWithValue(ONE);
        answer(2, TWO);
        await().until(() -> {
            CompletionStage<?> later = call(ACME, () -> contacts.findBriefly(1));
            return TWO.equals(valueOf(later));
        });
        assertThat(contacts.tenants()).containsOnly(ACME);
    }

    @Test
    void result_endOfTheApplication() throws Exception {
        CompletionStage<?> first = call(ACME, () -> contacts.find(1));
        application.cache("contacts").close();

        // As if there were no cache.
        answer(1, ONE);
        assertThat(valueOf(first)).isEqualTo(ONE);
    }

    @Test
    void remove_afterTheStage() throws Exception {
        put(1, ONE);
        List<@Nullable Object> seen = new ArrayList<>();
        CompletionStage<?> deleted = call(ACME, () -> contacts.delete(1))
                .thenAccept(value -> seen.add(application.cache("contacts").get(Contacts.key(1L))));
        assertThat(cached("contacts", 1)).isEqualTo(ONE);
        assertThat(cachedList()).isEqualTo("old");
        answer(1, null);

        assertThat(valueOf(deleted)).isNull();
        assertThat(seen).hasSize(1).containsOnlyNulls();
        assertThat(cachedList()).isNull();
    }

    @Test
    void remove_afterAFailure() throws Exception {
        put(1, ONE);
        NotSaved other = new NotSaved();
        CompletionStage<?> first = call(ACME, () -> contacts.delete(1));
        fail(1, other);
        assertThat(failureOf(first)).isSameAs(other);
        assertThat(cached("contacts", 1)).isEqualTo(ONE);

        Conflict conflict = new Conflict();
        CompletionStage<?> second = call(ACME, () -> contacts.delete(1));
        fail(2, conflict);
        assertThat(failureOf(second)).isSameAs(conflict);
        assertThat(cached("contacts", 1)).isNull();
    }

    @Test
    void remove_before() throws Exception {
        put(1, ONE);
        Future<?> pending = call(ACME, () -> contacts.deleteBefore(1)).toCompletableFuture();

        assertThat(cached("contacts", 1)).isNull();
        assertThat(pending).isNotDone();
    }

    @Test
    void guide() throws Exception {
        AtomicReference<String> stored = new AtomicReference<>("10");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (body.length > 0) {
                stored.set(new String(body, UTF_8));
            }
            byte[] answer = stored.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Quotes quotes = application.bean(Quotes.class);
        quotes.askAt(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        try {
            assertThat(valueOf(call(ACME, () -> quotes.quote("ACME")))).isEqualTo("10");
            stored.set("11");
            assertThat(valueOf(call(ACME, () -> quotes.quote("ACME")))).isEqualTo("10");
            assertThat(valueOf(call(ACME, () -> quotes.correct("ACME", "12")))).isNull();
            assertThat(valueOf(call(ACME, () -> quotes.quote("ACME")))).isEqualTo("12");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void remove_noTenant() {
        assertThatThrownBy(() -> contacts.delete(1)).isInstanceOf(TenantRequiredException.class);
        assertThat(contacts.asked()).isEmpty();
    }

    @Test
    void put_afterTheStage() throws Exception {
        put(1, ONE);
        CompletableFuture<?> saved = call(ACME, () -> contacts.save(1, TWO));
        assertThat(cached("contacts", 1)).isEqualTo(ONE);
        answer(1, ONE);

        assertThat(valueOf(saved)).isEqualTo(ONE);
        assertThat(cached("contacts", 1)).isEqualTo(TWO);
        assertThat(cachedList()).isNull();

        CompletableFuture<?> failed = call(ACME, () -> contacts.save(1, ONE));
        fail(2, new IOException("down"));
        assertThat(failureOf(failed)).isInstanceOf(IOException.class);
        assertThat(cached("contacts", 1)).isEqualTo(TWO);
    }

    @Test
    void removeAll_afterTheStage() throws Exception {
        put(1, ONE);
        CompletionStage<?> deleted = call(ACME, () -> contacts.deleteAll());
        assertThat(cached("contacts", 1)).isEqualTo(ONE);
        answer(1, null);

        assertThat(valueOf(deleted)).isNull();
        assertThat(cached("contacts", 1)).isNull();
    }
}
