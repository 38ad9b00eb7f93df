package io.tenantcache.cdi.ratelimit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** For whom a limit is counted apart. */
public enum Per {
    /** Each tenant. */
    TENANT,
    /** Each user of each tenant. */
    USER,
    /** Each address of a client. */
    IP,
    /** Each method. */
    ENDPOINT;

    private static final String GLOBAL = "global";

    /**
     * Those of a list; none of {@code global}.
     *
     * @throws IllegalArgumentException if it is no such list; the message is a sentence
     */
    public static Set<Per> parse(String text) {
        Set<Per> all = EnumSet.noneOf(Per.class);
        if (text.equalsIgnoreCase(GLOBAL)) {
            return all;
        }
        for (String word : text.split(",", -1)) {
            if (!all.add(of(word.strip()))) {
                throw new IllegalArgumentException("It names the same twice.");
            }
        }
        return all;
    }

    private static Per of(String word) {
        return Arrays.stream(values())
                .filter(per -> per.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("It names something that nobody is told apart by."));
    }
}
