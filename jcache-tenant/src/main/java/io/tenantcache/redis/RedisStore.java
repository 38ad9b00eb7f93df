package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.codec.KeyText;
import io.tenantcache.config.CodecConfig;
import io.tenantcache.config.RedisConfig;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.InvalidationListener;
import io.tenantcache.store.RemoteStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.codec.StringCodec;

/** The remote tier in Redis. */
public final class RedisStore implements RemoteStore {

    private static final Logger LOG = System.getLogger(RedisStore.class.getName());
    /** A load that takes longer than this would find its fence gone. */
    private static final long LONGEST_LOAD_MILLIS = 600_000;

    private static final long FOR_EVER = 0;

    private final RedisNames names;
    private final String origin = UUID.randomUUID().toString();
    private final Map<String, RedisEntries> caches = new ConcurrentHashMap<>();
    private final List<InvalidationListener> listeners = new CopyOnWriteArrayList<>();
    private final RedisConnection connection;
    private long longest;
    private volatile byte[] retention = {};

    /**
     * Connects, and waits for the first attempt to end; an absent Redis delays this, by the connection timeout at the
     * most, and fails nothing.
     */
    public RedisStore(RedisConfig config) {
        this.names = new RedisNames(config.keyPrefix());
        this.connection = new RedisConnection(config, this::listen, this::serverChanged);
        connection.awaitFirstAttempt();
    }

    /**
     * The entries of a cache, which hears of the other nodes' changes from now on.
     *
     * @param longestMillis the longest life of an entry, {@link Entry#ETERNAL} for no bound
     */
    public EntryStore open(String cache, String schemaVersion, KeyText keys, long longestMillis, CodecConfig codec) {
        synchronized (this) {
            longest = Math.max(longest, longestMillis);
            // Twice the longest life, so that the bookkeeping need not be prolonged by every write.
            long kept = longest == Entry.ETERNAL ? FOR_EVER : 2 * longest + LONGEST_LOAD_MILLIS;
            retention = Long.toString(kept).getBytes(UTF_8);
        }
        return caches.computeIfAbsent(cache, name -> new RedisEntries(this, name, schemaVersion, keys, codec));
    }

    /**
     * Removes all entries of the cache, of whatever tenant and schema version, and tells the other nodes. The cost grows
     * with the number of keys in Redis.
     *
     * @throws RemoteUnavailableException if it is not known to have been carried out
     */
    public void destroy(String cache) {
        Set<Tenant> tenants = new HashSet<>();
        List<String> places = new ArrayList<>();
        connection.scan(names.allEntries(cache)).forEach(place -> {
            tenants.add(names.tenant(place));
            places.add(place);
        });
        tenants.forEach(tenant -> invalidate(tenant, List.of(new Invalidation.Cache(cache))));
        connection.remove(places);
    }

    /** Forgets the cache on this node. */
    public void forget(String cache) {
        caches.remove(cache);
    }

    /** Redisson's client; null while Redis has not been reached yet. */
    public @Nullable RedissonClient client() {
        return connection.client();
    }

    @Override
    public void invalidate(Tenant tenant, List<Invalidation.Scope> scopes) {
        List<Object> keys = new ArrayList<>();
        keys.add(names.scopes(tenant));
        List<byte[]> stamped = new ArrayList<>();
        List<byte[]> told = new ArrayList<>();
        for (Invalidation.Scope scope : scopes) {
            RedisEntries entries = caches.get(scope.cache());
            if (entries != null && scope instanceof Invalidation.Key key) {
                RedisEntries.Place place = entries.place(tenant, key.key());
                keys.add(place.redisKey());
                stamped.add(place.scope().getBytes(UTF_8));
                told.add(place.told().getBytes(UTF_8));
            } else {
                byte[] region = RedisNames.region(scope.cache()).getBytes(UTF_8);
                stamped.add(region);
                told.add(region);
            }
        }
        List<Object> arguments = new ArrayList<>(List.of(
                retention,
                names.channel().getBytes(UTF_8),
                origin(),
                RedisNames.tenant(tenant).getBytes(UTF_8),
                Integer.toString(scopes.size()).getBytes(UTF_8)));
        arguments.addAll(stamped);
        arguments.addAll(told);
        connection.run(Script.INVALIDATE, keys, arguments.toArray());
    }

    @Override
    public void subscribe(InvalidationListener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        connection.close();
    }

    RedisNames names() {
        return names;
    }

    RedisConnection connection() {
        return connection;
    }

    byte[] retention() {
        return retention;
    }

    byte[] origin() {
        return origin.getBytes(UTF_8);
    }

    private void listen(RedissonClient client) {
        RTopic topic = client.getTopic(names.channel(), StringCodec.INSTANCE);
        topic.addListener(new StatusListener() {
            @Override
            public void onSubscribe(String channel) {
                // Heard at each new subscription: what was told since the last one broke was not heard.
                listeners.forEach(InvalidationListener::messagesLost);
            }

            @Override
            public void onUnsubscribe(String channel) {
                listeners.forEach(InvalidationListener::messagesLost);
            }
        });
        topic.addListener(String.class, (channel, message) -> hear(message));
    }

    /** What is held near may be what the new server never heard of. */
    private void serverChanged() {
        listeners.forEach(InvalidationListener::messagesLost);
    }

    private void hear(String message) {
        try {
            hear(Told.parse(message, name -> {
                RedisEntries entries = caches.get(name);
                return entries == null ? null : entries.keys();
            }));
        } catch (RuntimeException e) {
            // A key's own methods failed, say. Redisson would pass over it, and the change with it.
            hear((Told) null);
        }
    }

    private void hear(@Nullable Told told) {
        if (told == null) {
            LOG.log(
                    Level.WARNING,
                    "A message on the invalidation channel was not understood; near entries are dropped");
            listeners.forEach(InvalidationListener::messagesLost);
        } else if (!told.origin().equals(origin) && !told.scopes().isEmpty()) {
            listeners.forEach(listener -> listener.invalidated(told.tenant(), told.scopes()));
        }
    }
}
