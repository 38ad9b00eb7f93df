package io.tenantcache.tier;

import io.tenantcache.Tenant;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The loads of one cache that nobody waits for: of a key there is one at a time in this JVM. Thread safe. */
final class Reloads {

    private static final Logger LOG = System.getLogger(Reloads.class.getName());

    private final String cache;
    private final LoadRunner runner;
    private final Rests rests;
    private final long longestNanos;

    /** When they began. */
    private final ConcurrentMap<Key, Long> running = new ConcurrentHashMap<>();

    private record Key(Tenant tenant, Object key) {}

    /**
     * None yet.
     *
     * @param longestNanos for how long a load keeps another one of the same key from beginning
     */
    Reloads(String cache, LoadRunner runner, Rests rests, long longestNanos) {
        this.cache = cache;
        this.runner = runner;
        this.rests = rests;
        this.longestNanos = longestNanos;
    }

    /** Has the load run, unless one of all its keys does already, or there is no thread for it: then it is given up. */
    void start(Tenant tenant, Load load) {
        long now = System.nanoTime();
        List<Key> begun = new ArrayList<>();
        for (Object key : load.keys()) {
            Key ofTenant = new Key(tenant, key);
            Long since = running.putIfAbsent(ofTenant, now);
            if (since == null || (now - since > longestNanos && running.replace(ofTenant, since, now))) {
                begun.add(ofTenant);
            }
        }
        if (begun.isEmpty()) {
            load.giveUp();
            return;
        }
        runner.start(tenant, new Reload(tenant, load, () -> begun.forEach(key -> running.remove(key, now))));
    }

    /** A load whose failure has its keys rest. */
    private final class Reload implements LoadRunner.Work<Boolean> {

        private final Tenant tenant;
        private final Load load;
        private final Runnable ended;

        Reload(Tenant tenant, Load load, Runnable ended) {
            this.tenant = tenant;
            this.load = load;
            this.ended = ended;
        }

        @Override
        public CompletableFuture<Boolean> begin() {
            return load.begin().handle((values, failure) -> {
                Collection<Object> keys = load.keys();
                if (failure == null) {
                    keys.forEach(key -> rests.end(tenant, key));
                } else {
                    keys.forEach(key -> rests.begin(tenant, key));
                    LOG.log(Level.DEBUG, "A load of the cache ''{0}'' in the background failed", cache);
                }
                ended.run();
                return failure == null;
            });
        }

        @Override
        public void giveUp() {
            ended.run();
            load.giveUp();
        }
    }
}
