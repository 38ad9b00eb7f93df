package io.tenantcache.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;

/**
 * Bytes whose declared lengths are held against what is left of them, before memory is taken for them; and all lengths
 * together against all bytes, since lists in lists could each declare what is left.
 */
final class BoundedInput extends Input {

    /** Some lengths are looked at twice: ahead, and when they are used. */
    private static final int LOOKS = 2;

    private final HashBudget hashes = new HashBudget();
    private long affordable;

    BoundedInput(byte[] bytes, int offset, int length) {
        super(bytes, offset, length);
        this.affordable = (long) LOOKS * length;
    }

    /** The budget of the value that is read. */
    HashBudget hashes() {
        return hashes;
    }

    /**
     * Makes sure that there can be so many elements of a byte at least.
     *
     * @throws KryoException if not
     */
    int checked(int count) {
        if (count < 0 || count > limit - position) {
            throw new KryoException("More elements are declared than there are bytes");
        }
        affordable -= count;
        if (affordable < 0) {
            throw new KryoException("More elements are declared in all than there are bytes in all");
        }
        return count;
    }

    /** The length of what follows, one more where null is 0, without moving on. */
    void checkLengthAhead() {
        int start = position;
        int length = readVarInt(true);
        if (length > 0) {
            checked(length - 1);
        }
        position = start;
    }

    /** The number of what follows, without moving on. */
    void checkCountAhead() {
        int start = position;
        checked(readVarInt(true));
        position = start;
    }

    /** Lengths of strings and of collections, one more than they are. */
    @Override
    public int readVarIntFlag(boolean optimizePositive) {
        int length = super.readVarIntFlag(optimizePositive);
        if (length > 0) {
            checked(length - 1);
        }
        return length;
    }

    @Override
    public byte[] readBytes(int count) {
        return super.readBytes(checked(count));
    }

    @Override
    public int[] readInts(int count) {
        return super.readInts(checked(count));
    }

    @Override
    public int[] readInts(int count, boolean optimizePositive) {
        return super.readInts(checked(count), optimizePositive);
    }

    @Override
    public long[] readLongs(int count) {
        return super.readLongs(checked(count));
    }

    @Override
    public long[] readLongs(int count, boolean optimizePositive) {
        return super.readLongs(checked(count), optimizePositive);
    }

    @Override
    public float[] readFloats(int count) {
        return super.readFloats(checked(count));
    }

    @Override
    public double[] readDoubles(int count) {
        return super.readDoubles(checked(count));
    }

    @Override
    public short[] readShorts(int count) {
        return super.readShorts(checked(count));
    }

    @Override
    public char[] readChars(int count) {
        return super.readChars(checked(count));
    }

    @Override
    public boolean[] readBooleans(int count) {
        return super.readBooleans(checked(count));
    }
}
