package io.tenantcache.linearizability;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A call that was carried out: it took effect at one moment between its begin and its end.
 *
 * <p>The times are {@link System#nanoTime}. On Linux that is the machine's monotonic clock, the same in all JVMs.
 *
 * @param key the key that it was made of
 * @param call what was asked
 * @param answer what was answered, as text
 * @param begin before it was asked
 * @param end after it was answered
 */
record Operation(String key, Call call, String answer, long begin, long end) {

    private static final String FIELD = ",";
    private static final String END = ";";

    /** How long it took. */
    Duration duration() {
        return Duration.ofNanos(end - begin);
    }

    /** A line that {@link #parse} reads. */
    static String format(Collection<Operation> operations) {
        return operations.stream().map(Operation::text).collect(Collectors.joining(END));
    }

    static List<Operation> parse(String line) {
        return Arrays.stream(line.split(END)).map(Operation::of).toList();
    }

    private String text() {
        return String.join(
                FIELD,
                key,
                call.action().name(),
                Long.toString(call.first()),
                Long.toString(call.second()),
                answer,
                Long.toString(begin),
                Long.toString(end));
    }

    private static Operation of(String text) {
        String[] fields = text.split(FIELD, -1);
        Call call = new Call(Action.valueOf(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3]));
        return new Operation(fields[0], call, fields[4], Long.parseLong(fields[5]), Long.parseLong(fields[6]));
    }
}
