package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantcache.Tenant;
import io.tenantcache.codec.DecodingException;
import io.tenantcache.codec.EncodedKey;
import io.tenantcache.codec.Envelope;
import io.tenantcache.codec.KeyText;
import io.tenantcache.config.CodecConfig;
import io.tenantcache.store.Deadline;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
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

/** The entries of one cache in Redis. Each operation is one script, thus one round trip and atomic, per chunk of keys. */
final class RedisEntries implements EntryStore {

    /** Keys of one round trip: a longer script would hold up the other clients of Redis. */
    private static final int CHUNK = 500;

    private static final Logger LOG = System.getLogger(RedisEntries.class.getName());
    private static final byte[] NONE = {};
    private static final byte[] STORE = utf8("store");
    private static final byte[] REMOVE = utf8("remove");
    private static final byte[] EXPIRE = utf8("expire");
    private static final byte[] KEEP = utf8("keep");

    /** What the script answers for the life of an entry that is not there. */
    private static final long ABSENT = -2;

    private final RedisStore redis;
    private final String name;
    private final String regionText;
    private final byte[] region;
    private final String schemaVersion;
    private final KeyText keys;
    private final CodecConfig codec;
    private final AtomicBoolean warned = new AtomicBoolean();

    RedisEntries(RedisStore redis, String name, String schemaVersion, KeyText keys, CodecConfig codec) {
        this.redis = redis;
        this.name = name;
        this.regionText = RedisNames.region(name);
        this.region = utf8(regionText);
        this.schemaVersion = schemaVersion;
        this.keys = keys;
        this.codec = codec;
    }

    /** {@link #readNames(Tenant, List, Deadline)} for whoever may wait for the operation timeout. */
    List<Object> readNames(Tenant tenant, List<String> places) {
        return readNames(tenant, places, redis.connection().deadline());
    }

    /** Reads the entries at those places of Redis: the answer of the script. */
    List<Object> readNames(Tenant tenant, List<String> places, Deadline deadline) {
        List<Object> names = new ArrayList<>(places.size() + 1);
        names.add(redis.names().scopes(tenant));
        names.addAll(places);
        return redis.connection().run(Script.READ, names, new Object[] {redis.retention(), region}, deadline);
    }

    @Override
    public Iterator<Keyed> scan(Tenant tenant) {
        String none = redis.names().entry(tenant, RedisNames.key(name, ""), schemaVersion);
        Iterator<String> names =
                redis.connection().scan(RedisNames.pattern(none)).iterator();
        return new RedisScan(this, tenant, names);
    }

    /** The key that lies at that place, given its envelope; null if it is none. */
    @Nullable
    Object key(Tenant tenant, String place, Envelope envelope) {
        String none = redis.names().entry(tenant, RedisNames.key(name, ""), schemaVersion);
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
            return Told.key(scope, stored);
        }
    }

    Place place(Tenant tenant, Object key) {
        EncodedKey encoded = keys.encode(key);
        String scope = RedisNames.keyOf(regionText, encoded.text());
        return new Place(redis.names().entry(tenant, scope, schemaVersion), scope, encoded.stored());
    }

    KeyText keys() {
        return keys;
    }

    @Override
    public Lookup read(Tenant tenant, Object key) {
        List<Object> answer = readNames(
                tenant,
                List.of(place(tenant, key).redisKey()),
                redis.connection().readDeadline());
        return new Lookup(entry(answer, 1, ttlMillis(answer, 1)), stamp(answer));
    }

    @Override
    public Map<Object, Lookup> readAll(Tenant tenant, Collection<?> wanted) {
        Map<Object, Lookup> lookups = new HashMap<>();
        List<Object> all = new ArrayList<>(wanted);
        Deadline deadline = redis.connection().readDeadline();
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<Object> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            List<Object> answer = readNames(
                    tenant,
                    chunk.stream().map(key -> place(tenant, key).redisKey()).toList(),
                    deadline);
            for (int i = 0; i < chunk.size(); i++) {
                lookups.put(
                        chunk.get(i),
                        new Lookup(entry(answer, 1 + 2 * i, ttlMillis(answer, 1 + 2 * i)), stamp(answer)));
            }
        }
        return lookups;
    }

    @Override
    public List<Outcome> write(Tenant tenant, List<Write> writes) {
        List<Object> names = new ArrayList<>(writes.size() + 1);
        names.add(redis.names().scopes(tenant));
        List<Object> arguments = new ArrayList<>(5 + 10 * writes.size());
        arguments.add(redis.retention());
        arguments.add(region);
        arguments.add(utf8(redis.names().channel()));
        arguments.add(redis.origin());
        arguments.add(utf8(RedisNames.tenant(tenant)));
        for (Write write : writes) {
            Place place = place(tenant, write.key());
            names.add(place.redisKey());
            addArguments(arguments, place, write);
        }
        // A fill is a part of a read: who loads a value does not wait for long only to have it stored.
        Deadline deadline = writes.stream().allMatch(write -> write.expected().isFill())
                ? redis.connection().readDeadline()
                : redis.connection().deadline();
        List<Object> answer = redis.connection().run(Script.WRITE, names, arguments.toArray(), deadline);
        List<Outcome> outcomes = new ArrayList<>(writes.size());
        for (int i = 0; i < answer.size(); i += 3) {
            long previousMillis = (Long) answer.get(i + 1);
            outcomes.add(new Outcome(
                    (Long) answer.get(i) == 1,
                    previousMillis == ABSENT ? Outcome.NONE : life(previousMillis),
                    entry(answer, i + 2, previousMillis)));
        }
        return outcomes;
    }

    private void addArguments(List<Object> arguments, Place place, Write write) {
        arguments.add(utf8(place.scope()));
        arguments.add(utf8(place.told()));
        Expectation expected = write.expected();
        arguments.add(utf8(
                switch (expected.kind()) {
                    case ANY -> "any";
                    case ABSENT -> "absent";
                    case PRESENT -> "present";
                    case REVISION -> "revision";
                    case UNCHANGED_SINCE -> "since";
                }));
        arguments.add(
                expected.kind() == Expectation.Kind.REVISION
                        ? ByteBuffer.allocate(Long.BYTES)
                                .putLong(expected.revision())
                                .array()
                        : utf8(Long.toString(expected.stamp().remote())));
        addEffect(arguments, place, write.effect());
        arguments.add(utf8(write.answer() == Write.Answer.PREVIOUS ? "1" : "0"));
    }

    private void addEffect(List<Object> arguments, Place place, Write.Effect effect) {
        if (effect instanceof Write.Store store) {
            byte[] envelope = Envelope.encode(
                    codec,
                    store.revision(),
                    0,
                    place.stored(),
                    contiguous(store.payload().requireEncoded()));
            arguments.add(STORE);
            arguments.add(Arrays.copyOf(envelope, Envelope.STAMP_OFFSET));
            arguments.add(Arrays.copyOfRange(envelope, Envelope.STAMP_OFFSET + Long.BYTES, envelope.length));
            arguments.add(ttl(store.createdMillis()));
            arguments.add(store.updatedMillis() == Entry.UNCHANGED ? KEEP : ttl(store.updatedMillis()));
        } else if (effect instanceof Write.Expire expire) {
            arguments.addAll(List.of(EXPIRE, NONE, NONE, ttl(expire.ttlMillis()), NONE));
        } else {
            arguments.addAll(List.of(REMOVE, NONE, NONE, NONE, NONE));
        }
    }

    private static byte[] ttl(long millis) {
        return utf8(millis == Entry.ETERNAL ? "0" : Long.toString(millis));
    }

    /** The entry at that place of an answer; whatever is no entry of ours is none. */
    private @Nullable Entry entry(List<Object> answer, int at, long ttlMillis) {
        Envelope envelope = envelope(answer, at);
        return envelope == null ? null : entry(envelope, ttlMillis);
    }

    static Entry entry(Envelope envelope, long ttlMillis) {
        Payload payload =
                Payload.copied(new Payload.Slice(envelope.bytes(), envelope.valueOffset(), envelope.valueLength()));
        return new Entry(payload, envelope.revision(), life(ttlMillis));
    }

    /** What Redis says of a life, which lasts for less than a millisecond at the least. */
    private static long life(long ttlMillis) {
        return ttlMillis < 0 ? Entry.ETERNAL : Math.max(1, ttlMillis);
    }

    private static long ttlMillis(List<Object> answer, int at) {
        return (Long) answer.get(at + 1);
    }

    /** The envelope at that place of an answer; null if there are no bytes, or they are none. */
    @Nullable
    Envelope envelope(List<Object> answer, int at) {
        if (!(answer.get(at) instanceof byte[] bytes)) {
            return null;
        }
        try {
            Envelope envelope = Envelope.decode(bytes);
            if (envelope.codec() == codec.codec()) {
                return envelope;
            }
            warnOnce("Redis holds entries of the cache ''{0}'' that a node with another tenantcache.codec wrote; they"
                    + " count as misses");
        } catch (DecodingException e) {
            warnOnce("Redis holds bytes under the cache ''{0}'' that are no entry; they count as a miss");
        }
        return null;
    }

    private void warnOnce(String message) {
        if (warned.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, message, name);
        }
    }

    private static Stamp stamp(List<Object> answer) {
        return new Stamp(Stamp.UNKNOWN, (Long) answer.get(0));
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
