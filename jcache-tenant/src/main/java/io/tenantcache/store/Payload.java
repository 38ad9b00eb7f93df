package io.tenantcache.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value in the form, or forms, in which a tier keeps it. At least one of the two is there.
 *
 * @param reference the value itself, where it may be shared; null where each reader needs a copy
 * @param encoded the value's bytes; null where no tier needs them
 */
public record Payload(@Nullable Object reference, @Nullable Slice encoded) {

    /** A part of an array that nobody changes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: a payload's identity is its entry's revision
    public record Slice(byte[] bytes, int offset, int length) {

        /** The whole array. */
        public static Slice of(byte[] bytes) {
            return new Slice(bytes, 0, bytes.length);
        }
    }

    /** A value of which each reader decodes a copy. */
    public static Payload copied(Slice encoded) {
        return new Payload(null, encoded);
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
