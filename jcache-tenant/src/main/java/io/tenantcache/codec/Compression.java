package io.tenantcache.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Values as a raw deflate stream behind their length. A length beyond {@link #LARGEST_RATIO} times the stream is never
 * written and never believed, so that no few bytes take much memory. Nothing native outlives a call.
 */
final class Compression {

    /** How much longer a value may be than what it was compressed to; deflate itself ends at about 1,030. */
    static final int LARGEST_RATIO = 200;

    private Compression() {}

    /** The value compressed; null if that is not shorter, or so much that it would not be believed. */
    static byte @Nullable [] compressed(byte[] value) {
        byte[] out = new byte[value.length];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(value);
            deflater.finish();
            int length = value.length <= Integer.BYTES
                    ? 0
                    : deflater.deflate(out, Integer.BYTES, value.length - Integer.BYTES);
            if (!deflater.finished() || value.length > (long) length * LARGEST_RATIO) {
                return null;
            }
            ByteBuffer.wrap(out).putInt(value.length);
            return Arrays.copyOf(out, Integer.BYTES + length);
        } finally {
            deflater.end();
        }
    }

    /**
     * The value of these bytes.
     *
     * @throws DecodingException if they are not one that was compressed here
     */
    static byte[] decompressed(byte[] bytes, int offset, int length) {
        int stream = length - Integer.BYTES;
        int declared = stream <= 0 ? -1 : ByteBuffer.wrap(bytes).getInt(offset);
        if (declared < 0 || declared > (long) stream * LARGEST_RATIO) {
            throw new DecodingException("A compressed value declares a length that cannot be its own", null);
        }
        byte[] value = new byte[declared];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, offset + Integer.BYTES, stream);
            int inflated = inflater.inflate(value);
            if (inflated != declared || !ends(inflater) || inflater.getRemaining() != 0) {
                throw new DecodingException("A compressed value is not as long as it declares", null);
            }
            return value;
        } catch (DataFormatException e) {
            throw new DecodingException("A compressed value is malformed", e);
        } finally {
            inflater.end();
        }
    }

    /** Whether nothing follows but the mark of the end. */
    private static boolean ends(Inflater inflater) throws DataFormatException {
        return inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
    }
}
