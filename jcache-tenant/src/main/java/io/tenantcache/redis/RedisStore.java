package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.codec.KeyText;
import io.tenantcache.codec.ScopeText;
import io.tenantcache.config.CodecConfig;
import io.tenantcache.config.FreshnessConfig;
import io.tenantcache.config.RedisConfig;
import io.tenantcache.store.Change;
import io.tenantcache.store.Deadline;
import io.tenantcache.store.Entry;
import io.tenantcache.store.LimitCounters;
import io.tenantcache.store.LogPosition;
import io.tenantcache.store.RemoteEntries;
import io.tenantcache.store.RemoteListener;
import io.tenantcache.store.RemoteStore;
import io.tenantcache.store.RemoteUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RScoredSortedSetAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The remote tier in Redis. */
public final class RedisStore implements RemoteStore {

    private static final Logger LOG = System.getLogger(RedisStore.class.getName());

    /** Numbers that a script holds as they are. */
    private static final long LARGEST_GENERATION = 1L << 53;

    /** What the bookkeeping outlives an entry by, so that it outlives what is being loaded too. */
    private static final long MARGIN_MILLIS = 900_000;

    private static final long FOR_EVER = 0;
    private static final byte[] NO_ERA = utf8("0");

    private final RedisNames names;
    private final String node = UUID.randomUUID().toString();
    private final AtomicLong era = new AtomicLong(System.currentTimeMillis());
    private final Map<String, RedisEntries> caches = new ConcurrentHashMap<>();
    private final Topology topology;
    private final Lanes lanes;
    private final Channels channels;
    private final RedisConnection connection;
    private final SubjectNames limitSubjects;
    private final @Nullable Integer limitNodes;
    private long longest;
    private volatile byte[] retention = utf8(Long.toString(MARGIN_MILLIS));
    private volatile boolean lateWrites;

    /**
     * Connects, and waits for the first attempt to end; an absent Redis delays this, by the connection timeout at the
     * most, and fails nothing.
     */
    public RedisStore(RedisConfig config) {
        this.names = new RedisNames(config.keyPrefix());
        this.limitSubjects = SubjectNames.of(config.limitSubjects());
        this.limitNodes = config.outage().limitNodes();
        Config redisson = RedissonSettings.of(config);
        this.topology = Topology.of(redisson);
        this.lanes = new Lanes(names, topology);
        this.channels = new Channels(names, lanes, node, this::keysOf);
        this.connection = new RedisConnection(config, redisson, channels::listen, channels::serverChanged);
        connection.awaitFirstAttempt();
    }

    /**
     * How the entries of a cache lie in Redis.
     *
     * @param schemaVersion the version of the classes of keys and values
     * @param keys their texts
     * @param codec what makes bytes of the values
     * @param longestMillis for how long an entry is kept at the most, {@link Entry#ETERNAL} for no bound
     * @param loading how they are loaded
     * @param unreadable is told of each that was read and cannot be understood
     */
    public record Layout(
            String schemaVersion,
            KeyText keys,
            CodecConfig codec,
            long longestMillis,
            Loading loading,
            Runnable unreadable) {}

    /**
     * How entries of a cache are loaded.
     *
     * @param lease for how long a load has its key to itself
     * @param freshness when they are loaded anew
     */
    public record Loading(Duration lease, FreshnessConfig freshness) {}

    /** The entries of a cache, which hears of the other nodes' changes from now on. */
    public RemoteEntries open(String cache, Layout layout) {
        synchronized (this) {
            longest = Math.max(longest, layout.longestMillis());
            // Twice the longest life, so that the bookkeeping need not be prolonged by every write.
            long kept = longest == Entry.ETERNAL ? FOR_EVER : 2 * longest + MARGIN_MILLIS;
            retention = utf8(Long.toString(kept));
        }
        return caches.computeIfAbsent(cache, name -> new RedisEntries(this, name, layout));
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

    /** The counters of rate limits. */
    public LimitCounters limits() {
        return new RedisLimits(this, limitSubjects, topology == Topology.CLUSTER);
    }

    /** How many nodes share the limits, as configured, or as many as heard the changes lately: at least 1. */
    int nodes() {
        return limitNodes != null ? limitNodes : channels.nodes();
    }

    private @Nullable KeyText keysOf(String cache) {
        RedisEntries entries = caches.get(cache);
        return entries == null ? null : entries.keys();
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
        List<Object> stamped = new ArrayList<>();
        List<Object> told = new ArrayList<>();
        for (Invalidation.Scope scope : scopes) {
            RedisEntries entries = scope instanceof Invalidation.Key key ? caches.get(key.cache()) : null;
            if (entries != null && scope instanceof Invalidation.Key key) {
                RedisEntries.Place place = entries.place(tenant, key.key());
                keys.add(place.redisKey());
                told.add(utf8(place.told()));
            } else {
                stamped.add(utf8(RedisNames.stamped(scope)));
                told.add(utf8(ScopeText.ofWide(scope)));
            }
        }
        List<Object> arguments = new ArrayList<>(List.of(
                retention,
                newGeneration(),
                channels.of(tenant),
                node(),
                utf8(RedisNames.tenant(tenant)),
                lateWrites ? era() : NO_ERA,
                utf8(Integer.toString(stamped.size()))));
        arguments.addAll(stamped);
        arguments.addAll(told);
        change(Script.INVALIDATE, keys, arguments, connection.deadline());
    }

    @Override
    public @Nullable Changes changesAfter(Tenant tenant, long position) {
        List<Object> answer = connection.run(
                Script.CHANGED, List.of(names.scopes(tenant)), new Object[] {utf8(Long.toString(position))});
        if (answer.isEmpty()) {
            return null;
        }
        List<Change> changes = new ArrayList<>(answer.size());
        for (Object logged : answer.subList(2, answer.size())) {
            Message message = channels.parse(new String((byte[]) logged, UTF_8));
            if (!(message instanceof Message.Changed changed)) {
                // As if it were forgotten: those that follow do not connect.
                continue;
            }
            changes.add(changed.change());
        }
        return new Changes(new LogPosition((Long) answer.get(0), (Long) answer.get(1)), changes);
    }

    @Override
    public void positions(Collection<Tenant> tenants, BiConsumer<Tenant, LogPosition> answer) {
        RedissonClient client = connection.client();
        if (client == null) {
            return;
        }
        try {
            RBatch batch = client.createBatch(BatchOptions.defaults());
            for (Tenant tenant : tenants) {
                RScoredSortedSetAsync<String> scopes =
                        batch.getScoredSortedSet(names.scopes(tenant), StringCodec.INSTANCE);
                // Two commands, which cost Redis less than the script that Redisson makes of them. Should another
                // generation
                // begin in between, it comes with the position of the last one: taken for lost changes, not for none.
                var position = scopes.getScoreAsync("!position");
                var unused = scopes.getScoreAsync("!generation").thenAcceptBoth(position, (generation, last) -> {
                    if (generation != null && last != null) {
                        answer.accept(tenant, new LogPosition(generation.longValue(), last.longValue()));
                    }
                });
            }
            var unused = batch.executeAsync();
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "Positions were not asked for", e);
        }
    }

    @Override
    public int lanes() {
        return lanes.count();
    }

    @Override
    public int laneOf(Tenant tenant) {
        return lanes.of(tenant);
    }

    @Override
    public void subscribe(RemoteListener listener) {
        channels.subscribe(listener);
    }

    @Override
    public void beat(long sentAt) {
        channels.beat(sentAt);
    }

    @Override
    public void close() {
        connection.close();
    }

    RedisNames names() {
        return names;
    }

    Channels channels() {
        return channels;
    }

    RedisConnection connection() {
        return connection;
    }

    byte[] retention() {
        return retention;
    }

    byte[] node() {
        return utf8(node);
    }

    /** The number of this node's present writes: after an invalidation, those of earlier eras are refused. */
    byte[] era() {
        return utf8(Long.toString(era.get()));
    }

    /** Runs a script that changes something. If it fails, Redis may yet carry it out: a new era begins, which outdates it. */
    List<Object> change(Script script, List<Object> keys, List<Object> arguments, Deadline deadline) {
        try {
            return connection.run(script, keys, arguments.toArray(), deadline);
        } catch (RemoteUnavailableException e) {
            era.accumulateAndGet(System.currentTimeMillis(), (last, now) -> Math.max(last + 1, now));
            lateWrites = true;
            throw e;
        }
    }

    /** A generation, should one be needed. */
    static byte[] newGeneration() {
        return utf8(Long.toString(ThreadLocalRandom.current().nextLong(1, LARGEST_GENERATION)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
