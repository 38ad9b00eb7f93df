package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheTagTest {

    record Owner(String name) {}

    /** Its properties are a getter's, a field's, and one that may be absent. */
    static class Message {
        private final long id;
        private final @Nullable Owner author;
        final int priority;

        Message(long id, @Nullable Owner author, int priority) {
            this.id = id;
            this.author = author;
            this.priority = priority;
        }

        public long getId() {
            return id;
        }

        public Optional<Owner> getOwner() {
            return Optional.ofNullable(author);
        }
    }

    record Filter(@Nullable Long conversation, String text) {}

    static class Unreadable {
        public String getName() {
            throw new IllegalStateException("no name");
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "messages")
    static class Messages {
        final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @CacheResult
        @CacheTag("all")
        @CacheTag("conversation:{conversation}")
        String page(long conversation, int page) {
            return "call " + calls.incrementAndGet();
        }

        @CacheRemove
        @CacheTag("conversation:{conversation}")
        void send(long conversation, @CacheKey int page, String text) {}

        @CacheRemove
        @CacheTag("{0.text}:{0.conversation}")
        void sendFiltered(Filter filter, @CacheKey int page) {}

        @CacheResult(cacheName = "single")
        @CacheTag("owner:{result.owner.name}")
        @CacheTag("priority:{result.priority}/{result.id}")
        @Nullable
        Message find(@CacheKey long id, @Nullable Message row) {
            calls.incrementAndGet();
            return row;
        }

        @CachePut(cacheName = "single")
        @CacheTag("owner:{message.owner.name}")
        @CacheTag("id:{result.id}")
        void save(@CacheKey long id, @CacheValue Message message) {}

        @CacheRemove(cacheName = "single")
        @CacheTag("owner:{name}")
        void forget(@CacheKey long id, @Nullable String name) {}

        @CacheRemove
        @CacheTag("x:{0.name}")
        void broken(Unreadable unreadable, @CacheKey int page) {}

        @CacheResult(cacheName = "absences")
        @CacheTag("conversation:{conversation}")
        @CacheTag("{result}")
        @Nullable
        String latest(long conversation) {
            calls.incrementAndGet();
            return null;
        }

        @CacheRemove(cacheName = "absences")
        @CacheTag("conversation:{conversation}")
        void first(long conversation, @CacheKey String text) {}
    }

    private final Application application = Application.configured(
            Map.of("tenantcache.tenancy", "shared", "tenantcache.caches.absences.absent.ttl", "1h"), Messages.class);
    private final Messages messages = application.bean(Messages.class);

    @AfterEach
    void close() {
        application.close();
    }

    private void invalidate(String cache, String tag) {
        application.bean(TenantCacheManager.class).invalidate(Invalidation.ofTag(cache, tag));
    }

    private boolean holds(String cache, Object... key) {
        return application.cache(cache).containsKey(Contacts.key(key));
    }

    @Test
    void result_ofParametersAndConstants() {
        messages.page(1, 1);
        messages.page(1, 2);
        messages.page(2, 1);
        invalidate("messages", "conversation:1");

        assertThat(holds("messages", 1L, 1)).isFalse();
        assertThat(holds("messages", 1L, 2)).isFalse();
        assertThat(holds("messages", 2L, 1)).isTrue();
        invalidate("messages", "all");
        assertThat(holds("messages", 2L, 1)).isFalse();
    }

    @Test
    void remove_outdatesTheTag() {
        messages.page(1, 1);
        messages.page(2, 1);
        messages.send(1, 99, "text");

        assertThat(messages.page(1, 1)).isEqualTo("call 3");
        assertThat(messages.page(2, 1)).isEqualTo("call 2");
    }

    @Test
    void remove_ofPropertiesOfParameters() {
        messages.page(1, 1);
        messages.sendFiltered(new Filter(1L, "conversation"), 99);
        assertThat(holds("messages", 1L, 1)).isFalse();
    }

    @Test
    void remove_nullPart_noTag() {
        messages.page(1, 1);
        messages.sendFiltered(new Filter(null, "conversation"), 99);
        assertThat(holds("messages", 1L, 1)).isTrue();
    }

    @Test
    void remove_tagThatFails_outdatesTheCache() {
        messages.page(1, 1);
        messages.broken(new Unreadable(), 99);
        assertThat(holds("messages", 1L, 1)).isFalse();
    }

    @Test
    void remove_tagThatNoEntryBears() {
        messages.find(1, new Message(1, new Owner("anna"), 3));
        messages.forget(1, "x".repeat(300));
        assertThat(holds("single", 1L)).as("the key is outdated all the same").isFalse();
    }

    @Test
    void result_ofItsProperties() {
        messages.find(1, new Message(1, new Owner("anna"), 3));
        messages.find(2, new Message(2, null, 3));
        messages.forget(99, "anna");
        assertThat(holds("single", 1L)).isFalse();
        assertThat(holds("single", 2L)).as("no owner, no such tag").isTrue();
        invalidate("single", "priority:3/2");
        assertThat(holds("single", 2L)).isFalse();
    }

    @Test
    void put_ofTheValue() {
        messages.save(1, new Message(1, new Owner("anna"), 3));
        messages.save(2, new Message(2, new Owner("bert"), 3));
        messages.forget(99, "anna");
        assertThat(holds("single", 1L)).isFalse();
        assertThat(holds("single", 2L)).isTrue();
        invalidate("single", "id:2");
        assertThat(holds("single", 2L)).isFalse();
    }

    @Test
    void absence_bearsTagsToo() {
        messages.latest(1);
        messages.latest(1);
        assertThat(messages.calls()).isEqualTo(1);
        messages.first(1, "text");
        messages.latest(1);
        assertThat(messages.calls()).isEqualTo(2);
    }

    @Test
    void perTenant() {
        try (Application tenants = Application.of(Messages.class)) {
            Messages bean = tenants.bean(Messages.class);
            Tenant acme = Tenant.of("acme");
            Tenant globex = Tenant.of("globex");
            TenantContext.run(acme, () -> bean.page(1, 1));
            TenantContext.run(globex, () -> bean.page(1, 1));
            TenantContext.run(globex, () -> bean.send(1, 99, "text"));
            TenantContext.run(
                    acme,
                    () -> assertThat(tenants.cache("messages").containsKey(Contacts.key(1L, 1)))
                            .isTrue());
            TenantContext.run(
                    globex,
                    () -> assertThat(tenants.cache("messages").containsKey(Contacts.key(1L, 1)))
                            .isFalse());
        }
    }
}
