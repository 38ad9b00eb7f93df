package io.tenantcache.cdi;

import io.tenantcache.EntryOptions;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** The examples of {@code docs/annotations.md}, as they stand there. */
final class AnnotationExamples {

    private AnnotationExamples() {}

    /** A row. */
    record Contact(long id, String name) {}

    /** A user's. */
    record Profile(String user) {}

    /** An order. */
    record Order(long id, boolean isClosed) {}

    /** A draft. */
    record Draft(String text) {}

    /** Caches that are injected. */
    @ApplicationScoped
    static class Drafts {

        @Inject
        @CacheName("drafts")
        TenantCache<String, Draft> drafts; // or javax.cache.Cache

        @Inject
        TenantCacheManager manager; // or javax.cache.CacheManager

        void put(String name, Draft draft) {
            drafts.put(name, draft);
        }
    }

    /** A message. */
    record Message(UUID id, long conversation) {}

    static class UnknownCurrency extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** What the examples cache. */
    static class Rows {
        final AtomicInteger calls = new AtomicInteger();
        private final Map<Long, Contact> contacts = new HashMap<>();

        Optional<Contact> find(long id) {
            calls.incrementAndGet();
            return Optional.ofNullable(contacts.get(id));
        }

        void save(long id, Contact contact) {
            contacts.put(id, contact);
        }

        void delete(long id) {
            contacts.remove(id);
        }

        BigDecimal of(String currency) throws UnknownCurrency {
            calls.incrementAndGet();
            if (currency.equals("none")) {
                throw new UnknownCurrency();
            }
            return BigDecimal.ONE;
        }

        Profile profile(String user) {
            calls.incrementAndGet();
            return new Profile(user);
        }

        Order order(long id) {
            calls.incrementAndGet();
            return new Order(id, id == 0);
        }

        List<Message> page(long conversation, int page) {
            calls.incrementAndGet();
            return List.of(new Message(new UUID(0, page), conversation));
        }

        Message message(UUID id) {
            calls.incrementAndGet();
            return new Message(id, id.getMostSignificantBits());
        }

        void send(UUID id, Message message) {
            calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "contacts")
    public static class Contacts {

        private final Rows rows = new Rows();

        int calls() {
            return rows.calls.get();
        }

        @CacheResult
        public Optional<Contact> find(long id) {
            return rows.find(id);
        }

        @CachePut
        public void save(@CacheKey long id, @CacheValue Contact contact) {
            rows.save(id, contact);
        }

        @CacheRemove
        public void delete(long id) {
            rows.delete(id);
        }
    }

    @ApplicationScoped
    public static class Others {

        private final Rows rates = new Rows();
        private final Rows directory = rates;
        private final Rows orders = rates;
        private final Rows messages = rates;

        int calls() {
            return rates.calls.get();
        }

        @CacheResult(
                cacheName = "rates",
                exceptionCacheName = "rate-failures",
                cachedExceptions = UnknownCurrency.class)
        public BigDecimal rate(String currency) throws UnknownCurrency {
            return rates.of(currency);
        }

        @CacheResult(cacheName = "profiles")
        @CachePolicy(ttl = "long", staleIfError = "12h", loadDeadline = "2s", absentTtl = "30s")
        public Profile profile(String user) {
            return directory.profile(user);
        }

        @CacheResult(cacheName = "orders")
        @CachePolicy(result = ByState.class)
        public Order order(long id) {
            return orders.order(id);
        }

        @CacheResult(cacheName = "messages")
        @CacheTag("conversation:{conversation}")
        public List<Message> page(long conversation, int page) {
            return messages.page(conversation, page);
        }

        @CacheResult(cacheName = "messages")
        @CacheTag("conversation:{result.conversation}")
        public Message message(UUID id) {
            return messages.message(id);
        }

        @CacheRemove(cacheName = "messages")
        @CacheTag("conversation:{message.conversation}")
        public void send(@CacheKey UUID id, Message message) {
            messages.send(id, message);
        }
    }

    @ApplicationScoped
    public static class ByState implements ResultPolicy<Order> {

        @Override
        public EntryOptions optionsOf(Order order) {
            return order.isClosed()
                    ? EntryOptions.none()
                    : EntryOptions.tagged("open").withTimeToLive(Duration.ofSeconds(10));
        }
    }
}
