package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Cache;
import io.tenantcache.CacheTrace;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.Tier;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.Person;
import io.tenantcache.testing.RedisProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TieredInterleavingTest extends InterleavingContract {

    private final RedisProcess redis = RedisProcess.started();
    private final TenantCacheManager manager =
            Managers.open(Configs.patientOf(redis.address(), Person.class.getName()));

    @Override
    TenantCacheManager manager() {
        return manager;
    }

    @AfterEach
    void close() {
        manager.close();
        redis.close();
    }

    @Test
    void getOrLoad_mutableValueInRedis_eachCallerHasItsOwn() throws Exception {
        TenantCache<String, Person> cache = manager.getOrCreateCache("c");
        as(ACME, () -> cache.put("k", new Person("name", new ArrayList<>())));
        cache.unwrap(Cache.class).invalidateAll();
        Callable<Person> get = () -> TenantContext.call(
                ACME,
                () -> cache.getOrLoad("k", key -> {
                    throw new AssertionError("Redis has it");
                }));
        FutureTask<Person> first = new FutureTask<>(get);
        FutureTask<Person> second = new FutureTask<>(get);
        redis.pause();
        try {
            // The first one waits for Redis, and the second one for the first.
            for (FutureTask<Person> task : List.of(first, second)) {
                Thread thread = new Thread(task, "caller");
                thread.start();
                await().until(() ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
            }
        } finally {
            redis.resume();
        }
        Person mine = first.get(20, TimeUnit.SECONDS);
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(mine).isNotSameAs(mine);
    }

    @Test
    void cacheClosedWithChangesInTheJournal_theOthersReachRedisAgain() {
        TenantCache<String, String> closed = manager.getOrCreateCache("closed");
        TenantCache<String, String> open = manager.getOrCreateCache("open");
        as(ACME, () -> closed.put("k", "before"));
        redis.pause();
        as(ACME, () -> closed.put("k", "while Redis is away"));
        closed.close();
        redis.resume();
        await().untilAsserted(() -> as(ACME, () -> {
            open.put("k", "v");
            open.unwrap(Cache.class).invalidateAll();
            try (CacheTrace trace = CacheTrace.start()) {
                assertThat(open.get("k")).isEqualTo("v");
                assertThat(trace.answeredBy()).contains(Tier.REMOTE);
            }
        }));
        TenantCache<String, String> again = manager.getOrCreateCache("closed");
        as(ACME, () -> assertThat(again.get("k")).isNull());
    }
}
