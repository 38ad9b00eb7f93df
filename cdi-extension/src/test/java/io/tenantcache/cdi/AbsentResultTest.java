package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.cdi.Contacts.Contact;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
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
import org.junit.jupiter.api.Test;

/** Results that are null or an empty {@code Optional}. */
class AbsentResultTest {

    private static final Contact CONTACT = new Contact(1, "found");

    @ApplicationScoped
    @CacheDefaults(cacheName = "contacts")
    static class Rows {
        final AtomicInteger calls = new AtomicInteger();
        final Map<Long, Contact> rows = new HashMap<>();

        int calls() {
            return calls.get();
        }

        void row(long id, Contact contact) {
            rows.put(id, contact);
        }

        @CacheResult
        Optional<Contact> find(long id) {
            calls.incrementAndGet();
            return Optional.ofNullable(rows.get(id));
        }

        @CacheResult
        @Nullable
        Contact get(long id) {
            calls.incrementAndGet();
            return rows.get(id);
        }

        @CachePut
        void save(@CacheKey long id, @CacheValue Optional<Contact> contact) {}

        @CacheRemove
        void delete(long id) {}
    }

    private static Application application(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("tenantcache.tenancy", "shared"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Application.configured(all, Rows.class);
    }

    @Test
    void off_askedAgain() {
        try (Application application = application()) {
            Rows rows = application.bean(Rows.class);
            assertThat(rows.find(1)).isEmpty();
            assertThat(rows.find(1)).isEmpty();
            assertThat(rows.get(1)).isNull();
            assertThat(rows.calls()).isEqualTo(3);
        }
    }

    @Test
    void remembered_forBothShapes() {
        try (Application application = application("tenantcache.caches.contacts.absent.ttl", "short")) {
            Rows rows = application.bean(Rows.class);
            assertThat(rows.find(1)).isEmpty();
            assertThat(rows.find(1)).isEmpty();
            assertThat(rows.get(1)).isNull();
            assertThat(rows.calls()).isEqualTo(1);
            assertThat(application.cache("contacts").get(Contacts.key(1L))).isNull();
            assertThat(application.cache("contacts").containsKey(Contacts.key(1L)))
                    .isFalse();
        }
    }

    @Test
    void remembered_untilItIsOutdated() {
        try (Application application = application("tenantcache.absent.ttl", "1h")) {
            Rows rows = application.bean(Rows.class);
            assertThat(rows.find(1)).isEmpty();
            rows.row(1, CONTACT);
            assertThat(rows.find(1)).isEmpty();
            rows.delete(1);
            assertThat(rows.find(1)).contains(CONTACT);
        }
    }

    @Test
    void present_sharedWithWhoReturnsItBare() {
        try (Application application = application()) {
            Rows rows = application.bean(Rows.class);
            rows.row(1, CONTACT);
            assertThat(rows.find(1)).contains(CONTACT);
            assertThat(rows.find(1)).contains(CONTACT);
            assertThat(rows.get(1)).isEqualTo(CONTACT);
            assertThat(rows.calls()).isEqualTo(1);
            assertThat(application.cache("contacts").get(Contacts.key(1L))).isEqualTo(CONTACT);
        }
    }

    @Test
    void put_optional() {
        try (Application application = application()) {
            Rows rows = application.bean(Rows.class);
            rows.save(1, Optional.of(CONTACT));
            assertThat(rows.get(1)).isEqualTo(CONTACT);
            rows.save(1, Optional.empty());
            assertThat(rows.get(1)).isNull();
            assertThat(rows.calls()).isEqualTo(1);
        }
    }

    @Test
    void ofAnotherType_methodIsCalled() {
        try (Application application = application()) {
            Rows rows = application.bean(Rows.class);
            application.cache("contacts").put(Contacts.key(1L), "no contact");
            assertThat(rows.find(1)).isEmpty();
            assertThat(rows.calls()).isEqualTo(1);
        }
    }
}
