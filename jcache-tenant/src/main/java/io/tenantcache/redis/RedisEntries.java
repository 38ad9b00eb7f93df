package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.codec.DecodingException;
import io.tenantcache.codec.EncodedKey;
import io.tenantcache.codec.Envelope;
import io.tenantcache.codec.KeyText;
import io.tenantcache.codec.ScopeText;
import io.tenantcache.config.CodecConfig;
import io.tenantcache.config.FreshnessConfig;
import io.tenantcache.store.Deadline;
import io.tenantcache.store.Entry;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Freshness;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.LogPosition;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
import io.tenantcache.store.RemoteEntries;
import io.tenantcache.store.RemoteUnavailableException;
import io.tenantcache.store.Stamp;
import io.tenantcache.store.Write;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The entries of one cache in Redis. Each operation is one script, thus one round trip and atomic. */
final class RedisEntries implements RemoteEntries {

    private static final Logger LOG = System.getLogger(RedisEntries.class.getName());
    private static final byte[] NONE = {};
    private static final byte[] STORE = utf8("store");
    private static final byte[] REMOVE = utf8("remove");
    private static final byte[] EXPIRE = utf8("expire");
    private static final byte[] KEEP = utf8("keep");
    private static final byte[] TELL = utf8("1");

    /** What the scripts answer for a life without end. */
    private static final long ETERNAL = -1;

    /** What the script answers for the life of an entry that is not there. */
    private static final long ABSENT = -2;

    /** Envelope, life and lease. */
    private static final int READ = 3;

    /** Generation and position. */
    private static final int PREFIX = 2;

    /** Where the arguments of a write have the generation. */
    private static final int GENERATION = 7;

    private final RedisStore redis;
    private final String name;
    private final String regionText;
    private final byte[] region;
    private final String schemaVersion;
    private final KeyText keys;
    private final CodecConfig codec;
    private final byte[] leaseMillis;
    private final FreshnessConfig freshness;
    private final Runnable unreadable;
    private final AtomicBoolean warned = new AtomicBoolean();

    RedisEntries(RedisStore redis, String name, RedisStore.Layout layout) {
        this.redis = redis;
        this.name = name;
        this.regionText = RedisNames.region(name);
        this.region = utf8(regionText);
        this.schemaVersion = layout.schemaVersion();
        this.keys = layout.keys();
        this.codec = layout.codec();
        this.leaseMillis = utf8(Long.toString(layout.loading().lease().toMillis()));
        this.freshness = layout.loading().freshness();
        this.unreadable = layout.unreadable();
    }

    /** Reads the entries at those places of Redis: the answer of the script. */
    private List<Object> readNames(Tenant tenant, List<String> places, Deadline deadline, byte[]... purpose) {
        List<Object> arguments = new ArrayList<>(8);
        arguments.add(redis.retention());
        arguments.add(RedisStore.newGeneration());
        arguments.add(region);
        arguments.addAll(List.of(purpose));
        return redis.connection().run(Script.READ, names(tenant, places), arguments.toArray(), deadline);
    }

    /** The live entries at those places of Redis that can be read, with their keys. May wait for the operation timeout. */
    List<Keyed> entries(Tenant tenant, List<String> places) {
        List<Object> answer = readNames(tenant, places, redis.connection().deadline());
        List<Keyed> entries = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            Envelope envelope = envelope(answer, PREFIX + READ * i);
            Object key = envelope == null ? null : key(tenant, places.get(i), envelope);
            if (envelope != null && key != null) {
                entries.add(new Keyed(key, entry(envelope, left(envelope, (Long) answer.get(PREFIX + READ * i + 1)))));
            }
        }
        return entries;
    }

    private List<Object> names(Tenant tenant, Collection<String> places) {
        List<Object> names = new ArrayList<>(places.size() + 1);
        names.add(redis.names().scopes(tenant));
        names.addAll(places);
        return names;
    }

    @Override
    public Iterator<Keyed> scan(Tenant tenant) {
        String none = redis.names().entry(tenant, ScopeText.ofKey(regionText, ""), schemaVersion);
        Iterator<String> names =
                redis.connection().scan(RedisNames.pattern(none)).iterator();
        return new RedisScan(this, tenant, names);
    }

    /** The key that lies at that place, given its envelope; null if it is none. */
    private @Nullable Object key(Tenant tenant, String place, Envelope envelope) {
        String none = redis.names().entry(tenant, ScopeText.ofKey(regionText, ""), schemaVersion);
        int version = none.lastIndexOf(':');
        String text = place.substring(version, place.length() - (none.length() - version));
        try {
            byte[] stored = envelope.key();
            return stored == null ? keys.decode(text) : keys.decodeStored(stored);
        } catch (DecodingException e) {
            return null;
        }
    }

    /** Where a key lies, and how the other nodes are told of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Place(String redisKey, String scope, byte @Nullable [] stored) {

        String told() {
            return ScopeText.withStored(scope, stored);
        }
    }

    Place place(Tenant tenant, Object key) {
        EncodedKey encoded = keys.encode(key);
        String scope = ScopeText.ofKey(regionText, encoded.text());
        return new Place(redis.names().entry(tenant, scope, schemaVersion), scope, encoded.stored());
    }

    KeyText keys() {
        return keys;
    }

    @Override
    public Deadline readDeadline() {
        return redis.connection().readDeadline();
    }

    @Override
    public Found read(Tenant tenant, Collection<?> wanted, Deadline deadline) {
        return read(tenant, wanted, Stamp.NO_LEASE, false, deadline);
    }

    @Override
    public Found readToLoad(Tenant tenant, Collection<?> wanted, long lease, boolean tellsQuiet, Deadline deadline) {
        long servedStale = freshness.stale().whileRevalidate().toMillis();
        double partLeft = (FreshnessConfig.NEVER_AHEAD - freshness.refreshAhead()) / 100.0;
        return read(
                tenant,
                wanted,
                lease,
                tellsQuiet,
                deadline,
                leaseMillis,
                lease == Stamp.NO_LEASE ? NONE : bytes(lease),
                utf8(Long.toString(servedStale)),
                utf8(Double.toString(partLeft)),
                utf8(Double.toString(Freshness.earlyLoads(freshness.earlyRefresh()))),
                tellsQuiet ? TELL : NONE);
    }

    private Found read(
            Tenant tenant, Collection<?> wanted, long lease, boolean tellsQuiet, Deadline deadline, byte[]... purpose) {
        List<String> places =
                wanted.stream().map(key -> place(tenant, key).redisKey()).toList();
        List<Object> answer = readNames(tenant, places, deadline, purpose);
        Map<Object, Lookup> lookups = new HashMap<>();
        int at = PREFIX;
        for (Object key : wanted) {
            lookups.put(key, lookup(envelope(answer, at), (Long) answer.get(at + 1), (Long) answer.get(at + 2), lease));
            at += READ;
        }
        return new Found(position(answer), tellsQuiet ? MICROSECONDS.toNanos((Long) answer.get(at)) : 0, lookups);
    }

    private static Lookup lookup(@Nullable Envelope envelope, long kept, long leased, long lease) {
        boolean isOurs = leased < 0;
        Stamp stamp = new Stamp(0, isOurs ? lease : Stamp.NO_LEASE);
        if (envelope == null) {
            // What cannot be read is loaded without a lease, and takes its place only when its life is over.
            return new Lookup(null, null, stamp, Math.max(0, leased), false, Tier.REMOTE);
        }
        long left = left(envelope, kept);
        Entry entry = entry(envelope, Math.max(1, left));
        return left > 0
                ? new Lookup(entry, null, stamp, 0, isOurs, Tier.REMOTE)
                : new Lookup(null, new Lookup.Stale(entry, -left), stamp, Math.max(0, leased), false, Tier.REMOTE);
    }

    /** What is left of the life of an envelope that Redis keeps for that time yet; in its last millisecond there is one left. */
    private static long left(Envelope envelope, long kept) {
        long stale = envelope.freshness().staleMillis();
        if (kept == ETERNAL) {
            return Entry.ETERNAL;
        }
        return stale == 0 ? Math.max(1, kept) : kept - stale;
    }

    @Override
    public Written write(Tenant tenant, long generation, List<Write> writes) {
        List<String> places = new ArrayList<>(writes.size());
        List<Object> arguments = new ArrayList<>(8 + 9 * writes.size());
        arguments.add(redis.retention());
        arguments.add(RedisStore.newGeneration());
        arguments.add(region);
        arguments.add(redis.channels().of(tenant));
        arguments.add(redis.node());
        arguments.add(utf8(RedisNames.tenant(tenant)));
        arguments.add(redis.era());
        arguments.add(number(generation));
        for (Write write : writes) {
            Place place = place(tenant, write.key());
            places.add(place.redisKey());
            addArguments(arguments, place, write);
        }
        // A fill is a part of a read: who loads a value does not wait for long only to have it stored.
        Deadline deadline = writes.stream().allMatch(write -> write.expected().isFill())
                ? redis.connection().readDeadline()
                : redis.connection().deadline();
        List<Object> answer = carriedOut(names(tenant, places), arguments, deadline);
        List<Outcome> outcomes = new ArrayList<>(writes.size());
        for (int i = PREFIX; i < answer.size(); i += 3) {
            long previousMillis = (Long) answer.get(i + 1);
            long life = previousMillis == ETERNAL ? Entry.ETERNAL : Math.max(1, previousMillis);
            Envelope previous = envelope(answer, i + 2);
            outcomes.add(new Outcome(
                    (Long) answer.get(i) == 1,
                    previousMillis == ABSENT ? Outcome.NONE : life,
                    previous == null ? null : entry(previous, life)));
        }
        return new Written(position(answer), outcomes);
    }

    /** Who still waits for a write that was of another generation sends it again, of the one that the refusal names. */
    private List<Object> carriedOut(List<Object> names, List<Object> arguments, Deadline deadline) {
        while (true) {
            List<Object> answer = redis.change(Script.WRITE, names, arguments, deadline);
            if (answer.isEmpty()) {
                throw new RemoteUnavailableException("The write came too late", null);
            }
            if (answer.size() > PREFIX) {
                return answer;
            }
            arguments.set(GENERATION, number((Long) answer.get(0)));
        }
    }

    @Override
    public void renew(Tenant tenant, Collection<?> keys, long lease) {
        List<Object> places = new ArrayList<>(keys.size());
        keys.forEach(key -> places.add(place(tenant, key).redisKey()));
        redis.connection().start(Script.RENEW, places, bytes(lease), leaseMillis);
    }

    @Override
    public void release(Tenant tenant, Collection<?> keys, long lease) {
        List<String> places = new ArrayList<>(keys.size());
        List<Object> arguments = new ArrayList<>(3 + keys.size());
        arguments.add(redis.channels().of(tenant));
        arguments.add(utf8(RedisNames.tenant(tenant)));
        arguments.add(bytes(lease));
        for (Object key : keys) {
            Place place = place(tenant, key);
            places.add(place.redisKey());
            arguments.add(utf8(place.told()));
        }
        redis.connection().run(Script.RELEASE, names(tenant, places), arguments.toArray());
    }

    private void addArguments(List<Object> arguments, Place place, Write write) {
        arguments.add(utf8(place.told()));
        Expectation expected = write.expected();
        arguments.add(utf8(
                switch (expected.kind()) {
                    case ANY -> "any";
                    case ABSENT -> "absent";
                    case PRESENT -> "present";
                    case REVISION -> "revision";
                    case UNCHANGED_SINCE -> "lease";
                    case REFRESHES -> "refresh";
                }));
        arguments.add(bytes(
                expected.kind() == Expectation.Kind.REVISION
                        ? expected.revision()
                        : expected.stamp().lease()));
        addEffect(arguments, place, write.effect());
        arguments.add(utf8(write.answer() == Write.Answer.PREVIOUS ? "1" : "0"));
    }

    private void addEffect(List<Object> arguments, Place place, Write.Effect effect) {
        if (effect instanceof Write.Store store) {
            Payload payload = store.payload();
            byte[] envelope = Envelope.encode(
                    codec,
                    new Envelope.Header(store.revision(), store.freshness(), payload.tags(), place.stored()),
                    contiguous(payload.requireEncoded()));
            arguments.add(STORE);
            arguments.add(Arrays.copyOf(envelope, Envelope.HEAD));
            arguments.add(Arrays.copyOfRange(envelope, Envelope.TAIL, envelope.length));
            long stale = store.freshness().staleMillis();
            arguments.add(kept(store.createdMillis(), stale));
            arguments.add(store.updatedMillis() == Entry.UNCHANGED ? KEEP : kept(store.updatedMillis(), stale));
        } else if (effect instanceof Write.Expire expire) {
            arguments.addAll(List.of(EXPIRE, NONE, NONE, kept(expire.ttlMillis(), 0), NONE));
        } else {
            arguments.addAll(List.of(REMOVE, NONE, NONE, NONE, NONE));
        }
    }

    private static byte[] kept(long lifeMillis, long staleMillis) {
        return number(lifeMillis >= Entry.ETERNAL - staleMillis ? 0 : lifeMillis + staleMillis);
    }

    private static byte[] number(long number) {
        return utf8(Long.toString(number));
    }

    private static Entry entry(Envelope envelope, long lifeMillis) {
        var value = new Payload.Slice(envelope.bytes(), envelope.valueOffset(), envelope.valueLength());
        Payload payload = Payload.copied(value).withTags(envelope.tags());
        return new Entry(payload, envelope.revision(), lifeMillis, envelope.freshness());
    }

    /** The envelope at that place of an answer; null if there are no bytes, or they are none. */
    private @Nullable Envelope envelope(List<Object> answer, int at) {
        if (!(answer.get(at) instanceof byte[] bytes)) {
            return null;
        }
        try {
            Envelope envelope = Envelope.decode(bytes);
            if (envelope.codec() == codec.codec()) {
                return envelope;
            }
            misread("Redis holds entries of the cache ''{0}'' that a node with another tenantcache.codec wrote; they"
                    + " count as misses");
        } catch (DecodingException e) {
            misread("Redis holds bytes under the cache ''{0}'' that are no entry; they count as a miss");
        }
        return null;
    }

    /** Each is told of; the log has the first one only. */
    private void misread(String message) {
        unreadable.run();
        if (warned.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, message, name);
        }
    }

    private static LogPosition position(List<Object> answer) {
        return new LogPosition((Long) answer.get(0), (Long) answer.get(1));
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] contiguous(Payload.Slice slice) {
        return slice.offset() == 0 && slice.length() == slice.bytes().length
                ? slice.bytes()
                : Arrays.copyOfRange(slice.bytes(), slice.offset(), slice.offset() + slice.length());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
