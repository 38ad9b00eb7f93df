package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tags, and invalidations of every kind, do in every mode. */
abstract class InvalidationContract {

    static final Tenant ACME = Tenant.of("acme");
    static final Tenant GLOBEX = Tenant.of("globex");

    final ExecutorService threads = Executors.newCachedThreadPool();

    /** For whom a thread works that has no context. */
    volatile Optional<Tenant> tenant = Optional.of(ACME);

    /** A manager with per-tenant caches, one named {@code shared}, and {@link #tenant} for a resolver. */
    abstract TenantCacheManager manager();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    TenantCache<String, String> cache() {
        return manager().getOrCreateCache("c");
    }

    void invalidateTag(String tag) {
        manager().invalidate(Invalidation.ofTag("c", tag));
    }

    @Test
    void tag_outdatesWhatBearsItAndNothingElse() {
        cache().put("a", "v", EntryOptions.tagged("red", "round"));
        cache().put("b", "v", EntryOptions.tagged("red"));
        cache().put("c", "v", EntryOptions.tagged("blue"));
        cache().put("d", "v");
        TenantCache<String, String> other = manager().getOrCreateCache("other");
        other.put("a", "v", EntryOptions.tagged("red"));
        TenantContext.run(GLOBEX, () -> cache().put("a", "v", EntryOptions.tagged("red")));
        invalidateTag("red");
        assertThat(cache().get("a")).isNull();
        assertThat(cache().containsKey("b")).isFalse();
        assertThat(cache().get("c")).isEqualTo("v");
        assertThat(cache().get("d")).isEqualTo("v");
        assertThat(other.get("a")).isEqualTo("v");
        TenantContext.run(GLOBEX, () -> assertThat(cache().get("a")).isEqualTo("v"));
        cache().put("a", "again", EntryOptions.tagged("red"));
        assertThat(cache().get("a")).isEqualTo("again");
    }

    @Test
    void tag_outdatedEntry_isAbsentForEveryOperation() {
        for (int i = 0; i < 6; i++) {
            cache().put("k" + i, "old", EntryOptions.tagged("t"));
        }
        invalidateTag("t");
        assertThat(cache().replace("k0", "new")).isFalse();
        assertThat(cache().replace("k1", "old", "new")).isFalse();
        assertThat(cache().getAndPut("k2", "new")).isNull();
        assertThat(cache().putIfAbsent("k3", "new")).isTrue();
        assertThat(cache().setTimeToLive("k4", Duration.ofMinutes(1))).isFalse();
        assertThat(cache().getTimeToLive("k4")).isEmpty();
        assertThat(cache()).extracting(entry -> entry.getKey()).containsExactlyInAnyOrder("k2", "k3");
    }

    @Test
    void tags_areThoseOfTheLastValue() {
        cache().put("k", "v", EntryOptions.tagged("t"));
        cache().put("k", "w");
        invalidateTag("t");
        assertThat(cache().get("k")).isEqualTo("w");
        cache().put("k", "x", EntryOptions.tagged("t"));
        cache().put("k", "y", EntryOptions.tagged("u"));
        invalidateTag("t");
        assertThat(cache().get("k")).isEqualTo("y");
        invalidateTag("u");
        assertThat(cache().get("k")).isNull();
    }

    @Test
    void tags_outlastAChangeOfTheLife() {
        cache().put("k", "v", EntryOptions.tagged("t").withTimeToLive(Duration.ofMinutes(2)));
        assertThat(cache().getTimeToLive("k").orElseThrow()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(cache().setTimeToLive("k", Duration.ofMinutes(5))).isTrue();
        assertThat(cache().get("k")).isEqualTo("v");
        invalidateTag("t");
        assertThat(cache().get("k")).isNull();
    }

    @Test
    void load_optionsOfItsValue() {
        assertThat(cache().getOrLoad("k", key -> "blue", InvalidationContract::coloured))
                .isEqualTo("blue");
        assertThat(cache().getTimeToLive("k").orElseThrow()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
        invalidateTag("red");
        assertThat(cache().getOrLoad("k", key -> "red", InvalidationContract::coloured))
                .isEqualTo("blue");
        invalidateTag("blue");
        assertThat(cache().getOrLoad("k", key -> "red", InvalidationContract::coloured))
                .isEqualTo("red");
        assertThat(cache().<RuntimeException>getOrLoad("none", key -> null, value -> {
                    throw new AssertionError("There is no value");
                }))
                .isNull();
    }

    private static EntryOptions coloured(String value) {
        return EntryOptions.tagged(value).withTimeToLive(Duration.ofMinutes(4));
    }

    @Test
    void load_optionsFail_nothingIsStored() {
        assertThatThrownBy(() -> cache().getOrLoad("k", key -> "v", value -> {
                    throw new IllegalStateException("No options");
                }))
                .hasMessage("No options");
        assertThatNullPointerException()
                .isThrownBy(() -> cache().getOrLoad("k", key -> "v", InvalidationContract::none));
        assertThat(cache().get("k")).isNull();
        assertThat(cache().getOrLoad("k", key -> "w")).isEqualTo("w");
    }

    @SuppressWarnings("NullAway") // what a caller may do who is not checked
    private static EntryOptions none(String value) {
        return null;
    }

    /** The one who loads gets its value; who asks after the invalidation does not, though it joins the same load. */
    @Test
    void load_tagInvalidatedMeanwhile_isNotStored() throws Exception {
        Held held = new Held();
        Future<String> loading =
                inBackground(() -> cache().getOrLoad("k", key -> held.load("old"), value -> EntryOptions.tagged("t")));
        held.begun.await();
        invalidateTag("t");
        AtomicReference<Thread> joined = new AtomicReference<>();
        Future<String> after = inBackground(() -> {
            joined.set(Thread.currentThread());
            return cache().getOrLoad("k", key -> "new", value -> EntryOptions.tagged("t"));
        });
        await().until(() -> joined.get() != null && joined.get().getState() == Thread.State.TIMED_WAITING);
        held.end.countDown();
        assertThat(loading.get(10, TimeUnit.SECONDS)).isEqualTo("old");
        assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(cache().get("k")).isEqualTo("new");
    }

    @Test
    void load_otherTagInvalidatedMeanwhile_isStored() throws Exception {
        // In memory a tenant that holds nothing may be forgotten, and all that was loaded before is refused then.
        cache().put("anchor", "v");
        Held held = new Held();
        Future<String> loading =
                inBackground(() -> cache().getOrLoad("k", key -> held.load("v"), value -> EntryOptions.tagged("t")));
        held.begun.await();
        invalidateTag("u");
        held.end.countDown();
        assertThat(loading.get(10, TimeUnit.SECONDS)).isEqualTo("v");
        assertThat(cache().get("k")).isEqualTo("v");
    }

    Future<String> inBackground(Callable<String> task) {
        return threads.submit(task);
    }

    @Test
    void tenant_outdatesItsCachesAndNoSharedOne() {
        TenantCache<String, String> other = manager().getOrCreateCache("other");
        TenantCache<String, String> shared = manager().getOrCreateCache("shared");
        cache().put("k", "v", EntryOptions.tagged("t"));
        other.put("k", "v");
        shared.put("k", "v");
        TenantContext.run(GLOBEX, () -> cache().put("k", "v"));
        manager().invalidate(Invalidation.ofTenant());
        assertThat(cache().get("k")).isNull();
        assertThat(other.get("k")).isNull();
        assertThat(shared.get("k")).isEqualTo("v");
        TenantContext.run(GLOBEX, () -> assertThat(cache().get("k")).isEqualTo("v"));
        cache().put("k", "again");
        assertThat(cache().get("k")).isEqualTo("again");
    }

    @Test
    void tenant_duringALoad_isNotStored() {
        cache().getOrLoad("k", key -> {
            manager().invalidate(Invalidation.ofTenant());
            return "old";
        });
        assertThat(cache().get("k")).isNull();
    }

    @Test
    void tenant_none_isAnError() {
        tenant = Optional.empty();
        assertThatThrownBy(() -> manager().invalidate(Invalidation.ofTenant()))
                .isInstanceOf(TenantRequiredException.class);
    }

    @Test
    void allKindsTogether() {
        TenantCache<String, String> keyed = manager().getOrCreateCache("keyed");
        TenantCache<String, String> whole = manager().getOrCreateCache("whole");
        TenantCache<String, String> shared = manager().getOrCreateCache("shared");
        cache().put("tagged", "v", EntryOptions.tagged("t"));
        cache().put("bystander", "v");
        keyed.put("k", "v");
        keyed.put("bystander", "v");
        whole.put("k", "v");
        shared.put("k", "v", EntryOptions.tagged("t"));
        manager()
                .invalidate(Invalidation.ofKey("keyed", "k")
                        .andCaches(List.of("whole"))
                        .and(Invalidation.ofTags("c", List.of("t", "u")))
                        .and(Invalidation.ofTag("shared", "t")));
        assertThat(cache().get("tagged")).isNull();
        assertThat(cache().get("bystander")).isEqualTo("v");
        assertThat(keyed.get("k")).isNull();
        assertThat(keyed.get("bystander")).isEqualTo("v");
        assertThat(whole.get("k")).isNull();
        assertThat(shared.get("k")).isNull();
    }
}
