package io.tenantcache.config;

import static io.tenantcache.config.ProblemKind.MALFORMED;
import static io.tenantcache.config.ProblemKind.OUT_OF_RANGE;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The format of durations: a number and its unit ({@code 500ms}, {@code 30s}), or ISO-8601 ({@code PT30S}). */
final class Durations {

    /** Bounded, so that no sum of durations overflows a {@code long} of nanoseconds. */
    static final Duration LONGEST = Duration.ofDays(3650);

    /** No end. */
    static final Duration UNLIMITED = ChronoUnit.FOREVER.getDuration();

    /** The unit of Redis. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Pattern SHORT_FORM = Pattern.compile("([0-9]{1,15})\\s*(ms|s|m|h|d)");
    private static final Pattern BARE_NUMBER = Pattern.compile("[+-]?[0-9]+([.,][0-9]+)?");

    private Durations() {}

    /** Durations of a millisecond up to the given one, both included. */
    static Format<Duration> upTo(Duration longest) {
        return between(SHORTEST, longest);
    }

    /** Durations from the one to the other, both included. */
    static Format<Duration> between(Duration shortest, Duration longest) {
        String range = "a duration from " + text(shortest) + " to " + text(longest);
        return new Format<>(range, Durations::parse, duration -> {
            if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
                throw new RejectedValueException(
                        OUT_OF_RANGE, text(duration) + " is out of range.", "Choose " + range + ".");
            }
        });
    }

    private static Duration parse(String given) {
        String text = given.strip();
        Matcher shortForm = SHORT_FORM.matcher(text);
        try {
            return shortForm.matches()
                    ? ofUnit(Long.parseLong(shortForm.group(1)), shortForm.group(2))
                    : Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException malformed) {
            // The exception is not chained: ours says the same, and what to write instead.
            throw new RejectedValueException(
                    MALFORMED, Printable.quoted(text) + complaint(text), "Write " + example(text) + ".");
        }
    }

    private static Duration ofUnit(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static String complaint(String text) {
        return BARE_NUMBER.matcher(text).matches() ? " has no unit." : " is not a duration.";
    }

    private static String example(String text) {
        String others = "500ms, 30s, 5m, 2h, 7d or PT30S";
        return text.matches("[0-9]{1,15}")
                ? text + "s for seconds or " + text + "ms for milliseconds (durations look like " + others + ")"
                : "a duration such as " + others;
    }

    /** The duration in days, seconds or milliseconds, the first that takes it whole; else in ISO-8601. */
    static String text(Duration duration) {
        boolean wholeMillis = duration.toNanosPart() % 1_000_000 == 0;
        if (!wholeMillis || duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            return duration.toString();
        }
        if (duration.toNanosPart() != 0) {
            return duration.toMillis() + "ms";
        }
        return duration.toSeconds() % 86_400 == 0 ? duration.toDays() + "d" : duration.toSeconds() + "s";
    }
}
