package io.tenantcache.cdi;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.cdi.Contacts.Conflict;
import io.tenantcache.cdi.Contacts.Contact;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** A bean whose methods answer with stages that complete when they are told to. */
@ApplicationScoped
@CacheDefaults(cacheName = "contacts")
class AsyncContacts extends AsyncRows<CompletionStage<@Nullable Contact>> {

    private final List<CompletableFuture<@Nullable Contact>> asked = new CopyOnWriteArrayList<>();
    private final Queue<Tenant> tenants = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Exception thrown;

    List<CompletableFuture<@Nullable Contact>> asked() {
        return asked;
    }

    Queue<Tenant> tenants() {
        return tenants;
    }

    void throwAtOnce(Exception failure) {
        thrown = failure;
    }

    private CompletableFuture<@Nullable Contact> ask() throws Exception {
        Exception failure = thrown;
        if (failure != null) {
            throw failure;
        }
        CompletableFuture<@Nullable Contact> stage = new CompletableFuture<>();
        TenantContext.current().ifPresent(tenants::add);
        asked.add(stage);
        return stage;
    }

    @CacheResult
    CompletionStage<@Nullable Contact> find(long id) throws Exception {
        return ask();
    }

    @CacheResult
    CompletableFuture<@Nullable Contact> findInFuture(long id) throws Exception {
        return ask();
    }

    @CacheResult
    Contact findHeld(long id) {
        return new Contact(id, "held");
    }

    @CacheResult(skipGet = true)
    CompletionStage<@Nullable Contact> reread(long id) throws Exception {
        return ask();
    }

    @CacheResult(cacheName = "brief")
    CompletionStage<@Nullable Contact> findBriefly(long id) throws Exception {
        return ask();
    }

    @CacheResult
    @Nullable
    CompletionStage<Contact> none(long id) {
        return null;
    }

    @CacheResult(cacheName = "threads")
    CompletionStage<Object> thread(long id) {
        return CompletableFuture.completedFuture(new Thread("thread " + id));
    }

    @Override
    CompletionStage<@Nullable Contact> create() throws Exception {
        return ask();
    }

    @CacheRemove(evictFor = Conflict.class)
    CompletionStage<@Nullable Contact> delete(long id) throws Exception {
        return ask();
    }

    @CacheRemove(afterInvocation = false)
    CompletionStage<@Nullable Contact> deleteBefore(long id) throws Exception {
        return ask();
    }

    @CachePut
    CompletableFuture<@Nullable Contact> save(@CacheKey long id, @CacheValue Contact contact) throws Exception {
        return ask();
    }

    @CacheRemoveAll
    CompletionStage<@Nullable Contact> deleteAll() throws Exception {
        return ask();
    }
}
