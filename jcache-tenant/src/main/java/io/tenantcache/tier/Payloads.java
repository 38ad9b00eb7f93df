package io.tenantcache.tier;

import io.tenantcache.CacheFailure;
import io.tenantcache.EntryOptions;
import io.tenantcache.codec.ClassNotAllowedException;
import io.tenantcache.codec.DecodingException;
import io.tenantcache.codec.EncodingException;
import io.tenantcache.codec.Immutability;
import io.tenantcache.codec.ValueCodec;
import io.tenantcache.store.Entry;
import io.tenantcache.store.Payload;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Turns the values of one cache into what the tiers keep, and back. */
public final class Payloads {

    /** How values are kept in memory: {@code Configuration.isStoreByValue} of JSR-107. */
    public enum Storage {
        /** Each reader gets a value of its own, unless the value cannot change. */
        BY_VALUE,
        /** All share the value. */
        BY_REFERENCE
    }

    private static final Logger LOG = System.getLogger(Payloads.class.getName());
    /** What an entry takes beside its value: objects, the key, the slot in the map. */
    private static final int OVERHEAD = 160;
    /** What is kept of a load that found no value. No codec makes so few bytes, so it is no value's either. */
    private static final Payload ABSENCE = Payload.copied(Payload.Slice.of(new byte[0]));

    private final String cache;
    private final ValueCodec codec;
    private final Storage storage;
    private final boolean encodeAll;
    private final Statistics statistics;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * Of that cache.
     *
     * @param encodeAll whether there is a remote tier, which needs each value's bytes
     * @param statistics counts what cannot be encoded or decoded
     */
    public Payloads(String cache, ValueCodec codec, Storage storage, boolean encodeAll, Statistics statistics) {
        this.cache = cache;
        this.codec = codec;
        this.storage = storage;
        this.encodeAll = encodeAll;
        this.statistics = statistics;
    }

    /**
     * The value as the tiers keep it. One that cannot be encoded is in the log too, once for each class.
     *
     * @throws ClassNotAllowedException if the value holds an object whose class is not allowed
     * @throws EncodingException if the value cannot be encoded for another reason
     */
    Payload toPayload(Object value) {
        boolean shared = isByReference() || Immutability.sizeIfImmutable(value) >= 0;
        Payload.Slice encoded = encodeAll || !shared ? Payload.Slice.of(encode(value)) : null;
        return new Payload(shared ? value : null, encoded);
    }

    /** The bytes, as estimated, that an entry takes in memory; of a mutable value that is shared, those around it. */
    public static long sizeOf(Object held) {
        return held instanceof Payload.Slice slice
                ? OVERHEAD + slice.bytes().length
                : OVERHEAD + Math.max(0, Immutability.sizeIfImmutable(held));
    }

    /** That there is no value, with the tags of those options. */
    static Payload absence(EntryOptions options) {
        return ABSENCE.withTags(List.copyOf(options.tags()));
    }

    /** Whether what memory holds stands for the absence of a value. */
    static boolean isHeldAbsence(Object held) {
        return held instanceof Payload.Slice slice && slice.length() == 0;
    }

    /** Whether the entry stands for the absence of a value: it is read as one that cannot be decoded. */
    static boolean isAbsence(@Nullable Entry entry) {
        return entry != null && isHeldAbsence(entry.payload().inMemory());
    }

    private byte[] encode(Object value) {
        try {
            return codec.encode(value);
        } catch (ClassNotAllowedException | EncodingException e) {
            statistics.failed(CacheFailure.ENCODING);
            if (warned.add(value.getClass().getName())) {
                LOG.log(Level.WARNING, "The cache ''{0}'' cannot store a value: {1}", cache, e.getMessage());
            }
            throw e;
        }
    }

    /** {@link #toPayload(Object)} with the tags of those options. */
    Payload toPayload(Object value, EntryOptions options) {
        Payload payload = toPayload(value);
        return options.tags().isEmpty() ? payload : payload.withTags(List.copyOf(options.tags()));
    }

    /** {@link #toPayload} for a value that is of use though it cannot be stored: null then. */
    @Nullable
    Payload toPayloadIfPossible(Object value, EntryOptions options) {
        try {
            return toPayload(value, options);
        } catch (ClassNotAllowedException | EncodingException e) {
            return null;
        }
    }

    /** The caller's own value of an entry; null if there is none, or its bytes are not those of a value of an allowed class. */
    @Nullable
    Object toValue(@Nullable Entry entry) {
        if (entry == null) {
            return null;
        }
        Object reference = entry.payload().reference();
        return reference != null ? reference : decode(entry.payload().requireEncoded());
    }

    /** The caller's own value of what memory holds; null if its bytes are not a value of an allowed class. */
    @Nullable
    Object open(Object held) {
        return held instanceof Payload.Slice slice ? decode(slice) : held;
    }

    private @Nullable Object decode(Payload.Slice encoded) {
        if (isHeldAbsence(encoded)) {
            return null;
        }
        try {
            return codec.decode(encoded.bytes(), encoded.offset(), encoded.length());
        } catch (DecodingException e) {
            statistics.failed(CacheFailure.DECODING);
            if (warned.add("")) {
                LOG.log(Level.WARNING, "An entry of the cache ''{0}'' is a miss: {1}", cache, e.getMessage());
            }
            return null;
        }
    }

    /** A value of the caller's own: from the payload, or the very value if that could not be stored. */
    @Nullable
    Object copy(@Nullable Payload payload, @Nullable Object value) {
        return payload == null ? value : open(payload.inMemory());
    }

    Statistics statistics() {
        return statistics;
    }

    boolean isByReference() {
        return storage == Storage.BY_REFERENCE;
    }

    /** What the near tier keeps of an entry that came from the remote one and has that value, or is an absence. */
    Entry toNear(Entry received, @Nullable Object value) {
        boolean shared = value != null && (isByReference() || Immutability.sizeIfImmutable(value) >= 0);
        Payload payload = shared
                ? new Payload(value, null)
                : Payload.copied(received.payload().requireEncoded());
        return received.with(payload.withTags(received.payload().tags()));
    }

    /** A key that the caller cannot change afterwards. */
    Object own(Object key) {
        if (isByReference() || Immutability.sizeIfImmutable(key) >= 0) {
            return key;
        }
        byte[] bytes = codec.encode(key);
        try {
            return codec.decode(bytes, 0, bytes.length);
        } catch (DecodingException e) {
            throw new EncodingException("A key of the cache '" + cache + "' cannot be copied", e);
        }
    }
}
