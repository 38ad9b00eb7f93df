package io.tenantcache.config;

import static io.tenantcache.config.ProblemKind.MALFORMED;
import static io.tenantcache.config.ProblemKind.OUT_OF_RANGE;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format of sizes in memory: bytes, or a number and its unit.
 *
 * <p>KB and KiB are both 1024 bytes, and so on upwards: sizes of memory are meant, where the JVM ({@code -Xmx}) and Redis
 * ({@code maxmemory 10mb}) count in powers of 1024 too.
 */
final class Sizes {

    private static final long LARGEST = 1L << 50;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,16})\\s*(|b|kb|kib|mb|mib|gb|gib)");

    private static final String VALUES = "bytes, or a number with `KB`, `MB` or `GB` (powers of 1024; also `KiB`, ...)";

    private Sizes() {}

    /** Sizes of at least a byte. */
    static Format<Long> positive() {
        return new Format<>(VALUES, Sizes::parse, Sizes::check);
    }

    private static void check(long bytes) {
        if (bytes < 1 || bytes > LARGEST) {
            throw new RejectedValueException(
                    OUT_OF_RANGE, bytes + " bytes are out of range.", "Choose a size from 1 to " + LARGEST + " bytes.");
        }
    }

    private static Long parse(String given) {
        String text = given.strip();
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        try {
            if (size.matches()) {
                return Math.multiplyExact(Long.parseLong(size.group(1)), bytesOf(size.group(2)));
            }
        } catch (ArithmeticException overflow) {
            // More than a long holds is no size either.
        }
        throw new RejectedValueException(
                MALFORMED,
                Printable.quoted(text) + " is not a size.",
                "Write bytes (10485760) or a number with its unit (512KB, 10MB, 1GB).");
    }

    private static long bytesOf(String unit) {
        return switch (unit) {
            case "kb", "kib" -> 1L << 10;
            case "mb", "mib" -> 1L << 20;
            case "gb", "gib" -> 1L << 30;
            default -> 1;
        };
    }
}
