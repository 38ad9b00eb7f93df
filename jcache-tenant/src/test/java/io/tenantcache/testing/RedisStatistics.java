package io.tenantcache.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Redis server says of itself at one moment.
 *
 * @param fields the fields of its {@code INFO}
 */
public record RedisStatistics(Map<String, String> fields) {

    private static final Pattern FIELD = Pattern.compile("(?m)^([^#:\\s]+):([^\\r\\n]*)");
    private static final Pattern CALLS = Pattern.compile("^calls=(\\d+)");
    private static final Pattern FAILURES = Pattern.compile("rejected_calls=(\\d+),failed_calls=(\\d+)");
    private static final String COMMAND = "cmdstat_";

    static RedisStatistics parse(String info) {
        Map<String, String> fields = new TreeMap<>();
        Matcher field = FIELD.matcher(info);
        while (field.find()) {
            fields.put(field.group(1), field.group(2));
        }
        return new RedisStatistics(fields);
    }

    /** The field, which every server has. */
    public String field(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Redis tells of no " + name);
        }
        return value;
    }

    /** How often each command was called since then, in scripts too; those that were not called are left out. */
    public Map<String, Long> callsSince(RedisStatistics before) {
        Map<String, Long> earlier = before.calls();
        Map<String, Long> calls = calls();
        calls.replaceAll((command, count) -> count - earlier.getOrDefault(command, 0L));
        calls.values().removeIf(count -> count == 0);
        return calls;
    }

    /** How many calls of the command were refused or failed. */
    public long failuresOf(String command) {
        Matcher failures = FAILURES.matcher(field(COMMAND + command));
        if (!failures.find()) {
            throw new IllegalStateException("Redis does not count failures");
        }
        return Long.parseLong(failures.group(1)) + Long.parseLong(failures.group(2));
    }

    private Map<String, Long> calls() {
        Map<String, Long> calls = new TreeMap<>();
        fields.forEach((name, value) -> {
            Matcher statistics = CALLS.matcher(value);
            if (name.startsWith(COMMAND) && statistics.find()) {
                calls.put(name.substring(COMMAND.length()), Long.valueOf(statistics.group(1)));
            }
        });
        return calls;
    }
}
