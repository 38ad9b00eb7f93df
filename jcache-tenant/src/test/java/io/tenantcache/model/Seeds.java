package io.tenantcache.model;

/** Seeds of random tests: {@code -Dtenantcache.test.seed} repeats one. */
final class Seeds {

    private static final String PROPERTY = "tenantcache.test.seed";

    private Seeds() {}

    /** Whether one is given, rather than drawn. */
    static boolean isGiven() {
        return Long.getLong(PROPERTY) != null;
    }

    /** The one that is given, or another each time. */
    static long first() {
        Long given = Long.getLong(PROPERTY);
        return given != null ? given : System.nanoTime();
    }

    /** How to repeat it. */
    static String repeat(long seed) {
        return "repeat with -D" + PROPERTY + "=" + seed;
    }
}
