package io.tenantcache.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value in the form, or forms, in which a tier keeps it. At least one of the two is there.
 *
 * @param reference the value itself, where it may be shared; null where each reader needs a copy
 * @param encoded the value's bytes; null where no tier needs them
 * @param size the bytes that it takes in memory, as estimated
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: a payload's identity is its entry's revision
public record Payload(@Nullable Object reference, @Nullable Slice encoded, long size) {

    /** A part of an array that nobody changes. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Slice(byte[] bytes, int offset, int length) {
        /** The whole array. */
        public static Slice of(byte[] bytes) {
            return new Slice(bytes, 0, bytes.length);
        }
    }

    /** A value that may be shared, with its bytes if the remote tier needs them. */
    public static Payload shared(Object reference, @Nullable Slice encoded, long size) {
        return new Payload(reference, encoded, size);
    }

    /** A value of which each reader decodes a copy. */
    public static Payload copied(Slice encoded) {
        return new Payload(null, encoded, encoded.length());
    }

    /** The bytes, which the caller knows to be there. */
    public Slice requireEncoded() {
        return Objects.requireNonNull(encoded, "encoded");
    }

    /** Without the bytes, if the reference makes up for them. */
    public Payload inMemory() {
        return reference == null || encoded == null ? this : new Payload(reference, null, size);
    }

    /** Values are never printed. */
    @Override
    public String toString() {
        return "Payload[" + size + " bytes]";
    }
}
