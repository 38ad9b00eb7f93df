package io.tenantcache.testing;

import com.sun.management.ThreadMXBean;
import io.tenantcache.codec.DecodingException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What any input may do to a decoder: give a value, or fail with a {@link DecodingException}. It takes no more memory than
 * {@link #MOST_PER_BYTE} for each of its bytes, beyond a start; ends in time; and initialises no class that is not allowed.
 */
public final class HostileInput {

    /** For classes that are loaded, exceptions, and the instances of a pool. */
    public static final long START = 4 << 20;

    /** A value of two bytes may be a collection that takes room for sixteen elements. */
    public static final long MOST_PER_BYTE = 500;

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final AtomicBoolean INITIALIZED = new AtomicBoolean();

    private HostileInput() {}

    /** In no list: inputs name it, and nobody may wake it. Its name is but for a letter that of {@link Haven}. */
    public static final class Raven implements Serializable {
        private static final long serialVersionUID = 1L;

        static {
            INITIALIZED.set(true);
        }
    }

    /** What an input is made of before it names the other. */
    public static final class Haven implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Makes sure of it.
     *
     * @return the bytes that were allocated
     */
    public static long check(byte[] input, Consumer<byte[]> decoder) {
        Cost cost = cost(input, decoder);
        if (cost.isTooMuchFor(input)) {
            // Once more: the first time classes are loaded, and instrumented by a fuzzer.
            cost = cost(input, decoder);
        }
        if (cost.isTooMuchFor(input)) {
            throw new AssertionError(input.length + " bytes took " + cost);
        }
        if (INITIALIZED.get()) {
            throw new AssertionError("A class was initialised that is not allowed");
        }
        return cost.memory();
    }

    private static Cost cost(byte[] input, Consumer<byte[]> decoder) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            decoder.accept(input);
        } catch (DecodingException expected) {
            // The one way.
        }
        long memory = threads.getCurrentThreadAllocatedBytes() - before;
        return new Cost(memory, Duration.ofNanos(System.nanoTime() - start));
    }

    private record Cost(long memory, Duration time) {
        boolean isTooMuchFor(byte[] input) {
            return memory > START + MOST_PER_BYTE * input.length || time.compareTo(LONGEST) > 0;
        }
    }
}
