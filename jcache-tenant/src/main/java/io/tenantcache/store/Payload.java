package io.tenantcache.store;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value in the form, or forms, in which a tier keeps it, and the tags that it bears. At least one of the two forms is there.
 *
 * @param reference the value itself, where it may be shared; null where each reader needs a copy
 * @param encoded the value's bytes; null where no tier needs them
 * @param tags what it can be outdated by beside its key; immutable
 */
public record Payload(@Nullable Object reference, @Nullable Slice encoded, List<String> tags) {

    /** A part of an array that nobody changes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: a payload's identity is its entry's revision
    public record Slice(byte[] bytes, int offset, int length) {

        /** The whole array. */
        public static Slice of(byte[] bytes) {
            return new Slice(bytes, 0, bytes.length);
        }
    }

    /** Without tags. */
    public Payload(@Nullable Object reference, @Nullable Slice encoded) {
        this(reference, encoded, List.of());
    }

    /** A value of which each reader decodes a copy. */
    public static Payload copied(Slice encoded) {
        return new Payload(null, encoded);
    }

    /** This value with those tags instead of its own. */
    public Payload withTags(List<String> others) {
        return new Payload(reference, encoded, others);
    }

    /** This value, its bytes included, as that object. */
    public Payload withReference(Object same) {
        return new Payload(same, encoded, tags);
    }

    /** The bytes, which the caller knows to be there. */
    public Slice requireEncoded() {
        return Objects.requireNonNull(encoded, "encoded");
    }

    /** The one form that memory keeps: the value itself if it may be shared, else its {@link Slice}. */
    public Object inMemory() {
        return reference != null ? reference : requireEncoded();
    }

    /** The payload of which that is the form in memory. */
    public static Payload ofMemory(Object held) {
        return held instanceof Slice slice ? copied(slice) : new Payload(held, null);
    }

    /** Values are never printed. */
    @Override
    public String toString() {
        return "Payload[" + (encoded == null ? "shared" : encoded.length() + " bytes") + "]";
    }
}
