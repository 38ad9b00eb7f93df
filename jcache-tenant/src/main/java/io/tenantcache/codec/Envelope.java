package io.tenantcache.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tenantcache.config.Codec;
import io.tenantcache.config.CodecConfig;
import io.tenantcache.store.Freshness;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An entry's bytes in the remote tier.
 *
 * <pre>
 *  0      format, 1
 *  1      flags: 1 the key is there; 2 and 4 the codec (0 Kryo, 2 Java serialization, 4 JSON); 8 the value is compressed;
 *         16 what is known of its age is there; 32 there are tags; all others must be 0
 *  2..9   revision, big endian
 * 10..25  generation and stamp, big endian; written by the scripts of the remote tier, and not part of the checksum
 * 26..    if it is there: for how long the entry is kept when its life is over, and its life, in milliseconds and eight bytes
 *         each; for how long its load took, in milliseconds and four bytes
 *         if there are tags, their number in a byte, and of each the length in two bytes and its text, {@linkplain Escape escaped};
 *         the scripts read these two
 *         length of the key and the key, if it is there
 *         the value; if compressed, its length and a raw deflate stream
 *  -4..   CRC-32C of all but generation, stamp and itself
 * </pre>
 *
 * <p>A reader that does not know a flag misses.
 *
 * @param codec what made the value's bytes
 * @param revision the revision
 * @param freshness what is known of its age
 * @param tags the tags of the entry
 * @param key the key's bytes, if they are there
 * @param bytes what holds the value: the envelope, or what was decompressed of it
 * @param valueOffset where the value begins
 * @param valueLength its length
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Envelope(
        Codec codec,
        long revision,
        Freshness freshness,
        List<String> tags,
        byte @Nullable [] key,
        byte[] bytes,
        int valueOffset,
        int valueLength) {

    /**
     * What stands before the value.
     *
     * @param revision the revision
     * @param freshness what is known of its age
     * @param tags at most 255
     * @param key the key's bytes if it must be recovered from here
     */
    public record Header(long revision, Freshness freshness, List<String> tags, byte @Nullable [] key) {}

    /** What comes before generation and stamp. */
    public static final int HEAD = 10;

    /** Where what comes after them begins. */
    public static final int TAIL = HEAD + 2 * Long.BYTES;

    private static final byte FORMAT = 1;
    private static final int KEY = 1;
    private static final int JAVA = 2;
    private static final int JSON = 4;
    private static final int CODECS = JAVA | JSON;
    private static final int COMPRESSED = 8;
    private static final int FRESHNESS = 16;
    private static final int TAGS = 32;
    private static final int KNOWN = KEY | CODECS | COMPRESSED | FRESHNESS | TAGS;
    private static final int FRESHNESS_LENGTH = 2 * Long.BYTES + Integer.BYTES;
    private static final int CHECKSUM = Integer.BYTES;
    private static final byte[] NONE = {};

    /** An envelope around a value that the codec made; without generation and stamp. */
    public static byte[] encode(CodecConfig config, Header header, byte[] value) {
        byte[] compressed = value.length > config.compressionAbove() ? Compression.compressed(value) : null;
        byte[] content = compressed == null ? value : compressed;
        byte[] key = header.key();
        byte[] tags = bytesOf(header.tags());
        Freshness freshness = header.freshness();
        boolean ages = !freshness.equals(Freshness.NONE);
        int flags = (key == null ? 0 : KEY)
                | flag(config.codec())
                | (compressed == null ? 0 : COMPRESSED)
                | (ages ? FRESHNESS : 0)
                | (tags.length == 0 ? 0 : TAGS);
        int head = TAIL + (ages ? FRESHNESS_LENGTH : 0) + tags.length + (key == null ? 0 : Integer.BYTES + key.length);
        ByteBuffer out = ByteBuffer.allocate(head + content.length + CHECKSUM);
        out.put(FORMAT).put((byte) flags).putLong(header.revision()).position(TAIL);
        if (ages) {
            out.putLong(freshness.staleMillis());
            out.putLong(freshness.lifeMillis());
            out.putInt((int) Math.min(Integer.MAX_VALUE, freshness.loadMillis()));
        }
        out.put(tags);
        if (key != null) {
            out.putInt(key.length).put(key);
        }
        out.put(content);
        out.putInt(checksum(out.array()));
        return out.array();
    }

    private static byte[] bytesOf(List<String> tags) {
        if (tags.isEmpty()) {
            return NONE;
        }
        List<byte[]> texts =
                tags.stream().map(tag -> Escape.escape(tag).getBytes(US_ASCII)).toList();
        ByteBuffer out = ByteBuffer.allocate(
                1 + texts.stream().mapToInt(text -> Short.BYTES + text.length).sum());
        out.put((byte) texts.size());
        texts.forEach(text -> out.putShort((short) text.length).put(text));
        return out.array();
    }

    /**
     * Reads an envelope; the bytes are not copied, unless they are compressed.
     *
     * @throws DecodingException if they are none
     */
    public static Envelope decode(byte[] bytes) {
        if (bytes.length < TAIL + CHECKSUM) {
            throw new DecodingException("An envelope is truncated", null);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() != FORMAT) {
            throw new DecodingException("An envelope is of another format", null);
        }
        int flags = in.get();
        if ((flags & ~KNOWN) != 0) {
            throw new DecodingException("An envelope uses what this version does not know", null);
        }
        Codec codec = codec(flags);
        if (in.getInt(bytes.length - CHECKSUM) != checksum(bytes)) {
            throw new DecodingException("An envelope's checksum is wrong", null);
        }
        long revision = in.getLong();
        in.position(TAIL);
        Freshness freshness = (flags & FRESHNESS) == 0 ? Freshness.NONE : freshness(in);
        List<String> tags = (flags & TAGS) == 0 ? List.of() : tags(in);
        byte[] key = (flags & KEY) == 0 ? null : key(in);
        int offset = in.position();
        int length = in.remaining() - CHECKSUM;
        if ((flags & COMPRESSED) == 0) {
            return new Envelope(codec, revision, freshness, tags, key, bytes, offset, length);
        }
        byte[] value = Compression.decompressed(bytes, offset, length);
        return new Envelope(codec, revision, freshness, tags, key, value, 0, value.length);
    }

    private static int flag(Codec codec) {
        return switch (codec) {
            case KRYO -> 0;
            case JAVA -> JAVA;
            case JSON -> JSON;
        };
    }

    private static Codec codec(int flags) {
        return switch (flags & CODECS) {
            case 0 -> Codec.KRYO;
            case JAVA -> Codec.JAVA;
            case JSON -> Codec.JSON;
            default -> throw new DecodingException("An envelope names a codec that this version does not know", null);
        };
    }

    private static Freshness freshness(ByteBuffer in) {
        if (in.remaining() < FRESHNESS_LENGTH + CHECKSUM) {
            throw new DecodingException("An envelope is truncated", null);
        }
        Freshness freshness = new Freshness(in.getLong(), in.getLong(), in.getInt());
        if (freshness.staleMillis() < 0 || freshness.lifeMillis() < 0 || freshness.loadMillis() < 0) {
            throw new DecodingException("An envelope has a time below 0", null);
        }
        return freshness;
    }

    private static List<String> tags(ByteBuffer in) {
        int count = in.remaining() > CHECKSUM ? Byte.toUnsignedInt(in.get()) : 0;
        if (count == 0) {
            throw new DecodingException("An envelope's tags are missing", null);
        }
        List<String> tags = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = in.remaining() < Short.BYTES + CHECKSUM ? -1 : Short.toUnsignedInt(in.getShort());
            if (length < 0 || length > in.remaining() - CHECKSUM) {
                throw new DecodingException("An envelope's tags are truncated", null);
            }
            byte[] text = new byte[length];
            in.get(text);
            tags.add(Escape.unescape(new String(text, ISO_8859_1)));
        }
        return List.copyOf(tags);
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
        crc.update(envelope, 0, HEAD);
        crc.update(envelope, TAIL, envelope.length - TAIL - CHECKSUM);
        return (int) crc.getValue();
    }

    /** Values are never printed. */
    @Override
    public String toString() {
        return "Envelope[" + valueLength + " bytes]";
    }
}
