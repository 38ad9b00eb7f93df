package io.tenantcache.config;

/** Text from a source of settings, fit for a message: one line, of a bounded length. */
final class Printable {

    private static final int MAX_LENGTH = 160;

    private Printable() {}

    /** The text without control characters (they could forge a line of a log), cut where it is too long. */
    static String of(String text) {
        String shown = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        return shown.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }

    /** The same, in quotes. */
    static String quoted(String text) {
        return "'" + of(text) + "'";
    }
}
