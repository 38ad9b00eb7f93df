package io.tenantcache.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An entry's bytes in the remote tier.
 *
 * <pre>
 *  0      format, 1
 *  1      flags: 1 the key is there; all others must be 0
 *  2..9   revision, big endian
 * 10..17  stamp, big endian; written by the scripts of the remote tier, and not part of the checksum
 * 18..    length of the key and the key, if it is there
 *         the value
 *  -4..   CRC-32C of all but the stamp and itself
 * </pre>
 *
 * <p>Tags, windows of staleness and compression will set flags of their own: a reader that does not know a flag misses.
 *
 * @param revision the revision
 * @param stamp the stamp
 * @param key the key's bytes, if they are there
 * @param bytes the envelope, which holds the value
 * @param valueOffset where the value begins
 * @param valueLength its length
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Envelope(
        long revision, long stamp, byte @Nullable [] key, byte[] bytes, int valueOffset, int valueLength) {

    /** Where the stamp lies. */
    public static final int STAMP_OFFSET = 10;

    private static final byte FORMAT = 1;
    private static final byte KEY = 1;
    private static final int HEADER = STAMP_OFFSET + Long.BYTES;
    private static final int CHECKSUM = Integer.BYTES;

    /** An envelope around a value, with the key if it must be recovered from here. */
    public static byte[] encode(long revision, long stamp, byte @Nullable [] key, byte[] value) {
        int length = HEADER + (key == null ? 0 : Integer.BYTES + key.length) + value.length + CHECKSUM;
        ByteBuffer out = ByteBuffer.allocate(length);
        out.put(FORMAT).put(key == null ? 0 : KEY).putLong(revision).putLong(stamp);
        if (key != null) {
            out.putInt(key.length).put(key);
        }
        out.put(value);
        out.putInt(checksum(out.array()));
        return out.array();
    }

    /**
     * Reads an envelope; the bytes are not copied.
     *
     * @throws DecodingException if they are none
     */
    public static Envelope decode(byte[] bytes) {
        if (bytes.length < HEADER + CHECKSUM) {
            throw new DecodingException("An envelope is truncated", null);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() != FORMAT) {
            throw new DecodingException("An envelope is of another format", null);
        }
        byte flags = in.get();
        if ((flags & ~KEY) != 0) {
            throw new DecodingException("An envelope uses what this version does not know", null);
        }
        if (in.getInt(bytes.length - CHECKSUM) != checksum(bytes)) {
            throw new DecodingException("An envelope's checksum is wrong", null);
        }
        long revision = in.getLong();
        long stamp = in.getLong();
        byte[] key = flags == 0 ? null : key(in);
        return new Envelope(revision, stamp, key, bytes, in.position(), in.remaining() - CHECKSUM);
    }

    private static byte[] key(ByteBuffer in) {
        int length = in.remaining() < Integer.BYTES + CHECKSUM ? -1 : in.getInt();
        if (length < 0 || length > in.remaining() - CHECKSUM) {
            throw new DecodingException("An envelope's key is truncated", null);
        }
        byte[] key = new byte[length];
        in.get(key);
        return key;
    }

    private static int checksum(byte[] envelope) {
        CRC32C crc = new CRC32C();
        crc.update(envelope, 0, STAMP_OFFSET);
        crc.update(envelope, HEADER, envelope.length - HEADER - CHECKSUM);
        return (int) crc.getValue();
    }

    /** Values are never printed. */
    @Override
    public String toString() {
        return "Envelope[" + valueLength + " bytes]";
    }
}
