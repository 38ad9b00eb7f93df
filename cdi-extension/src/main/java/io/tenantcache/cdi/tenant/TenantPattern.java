package io.tenantcache.cdi.tenant;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the tenant's id stands in a text: {@code {tenant}} is the id, {@code *} any other part, all else is meant as it is written. Both
 * stand for one part at least one character long, which ends where the texts' separators are: so a text is never read in two ways.
 * Immutable.
 */
public final class TenantPattern {

    private static final String TENANT = "{tenant}";

    /** What the patterns are for. */
    private enum Kind {
        HOST("."),
        PATH("/"),
        NAME("");

        private final String separators;

        Kind(String separators) {
            this.separators = separators;
        }
    }

    private final String text;
    private final Pattern pattern;
    private final Kind kind;

    private TenantPattern(String text, Kind kind) {
        this.text = text;
        this.kind = kind;
        this.pattern = compile(text, kind == Kind.NAME ? separatorsIn(text) : kind.separators);
    }

    /**
     * Of whole names of hosts: {@code {tenant}.example.com}. Upper and lower case are the same: the tenant's id is in lower case.
     *
     * @throws IllegalArgumentException if it is no such pattern; the message is a sentence
     */
    public static TenantPattern ofHost(String text) {
        return new TenantPattern(text.toLowerCase(Locale.ROOT), Kind.HOST);
    }

    /**
     * Of the beginning of paths, in whole segments: {@code /org/{tenant}} is that of {@code /org/acme} and of {@code /org/acme/users}.
     *
     * @throws IllegalArgumentException if it is no such pattern; the message is a sentence
     */
    public static TenantPattern ofPath(String text) {
        if (!text.startsWith("/") || text.endsWith("/")) {
            throw new IllegalArgumentException("A pattern of paths begins with / and does not end with it.");
        }
        return new TenantPattern(text, Kind.PATH);
    }

    /**
     * Of whole names of callers: {@code *@{tenant}}. What is neither a letter nor a digit in the pattern is a separator.
     *
     * @throws IllegalArgumentException if it is no such pattern; the message is a sentence
     */
    public static TenantPattern ofName(String text) {
        return new TenantPattern(text, Kind.NAME);
    }

    private static String separatorsIn(String text) {
        StringBuilder separators = new StringBuilder();
        text.replace(TENANT, "")
                .replace("*", "")
                .chars()
                .filter(c -> !Character.isLetterOrDigit(c))
                .forEach(c -> separators.append((char) c));
        return separators.toString();
    }

    private static Pattern compile(String text, String separators) {
        StringBuilder regex = new StringBuilder();
        boolean parted = true;
        boolean hasTenant = false;
        for (int i = 0; i < text.length(); i++) {
            boolean isTenant = text.startsWith(TENANT, i);
            if (isTenant || text.charAt(i) == '*') {
                if (!parted || (isTenant && hasTenant)) {
                    throw malformed();
                }
                regex.append(isTenant ? "(" : "").append(part(separators)).append(isTenant ? ")" : "");
                i += isTenant ? TENANT.length() - 1 : 0;
                parted = false;
                hasTenant |= isTenant;
            } else {
                parted |= separators.indexOf(text.charAt(i)) >= 0;
                regex.append(Pattern.quote(String.valueOf(text.charAt(i))));
            }
        }
        if (!hasTenant) {
            throw malformed();
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String part(String separators) {
        if (separators.isEmpty()) {
            return ".+";
        }
        StringBuilder characters = new StringBuilder("[^");
        separators.chars().forEach(c -> characters.append('\\').append((char) c));
        return characters.append("]+").toString();
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "A pattern holds {tenant} once, and a separator between that and each * that it holds.");
    }

    /** The id of the tenant in that text; empty if the text is not of this pattern. */
    public Optional<String> tenantIn(String value) {
        Matcher matcher = pattern.matcher(kind == Kind.HOST ? value.toLowerCase(Locale.ROOT) : value);
        boolean matches =
                kind == Kind.PATH ? matcher.lookingAt() && endsSegment(value, matcher.end()) : matcher.matches();
        return matches ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static boolean endsSegment(String path, int end) {
        return end == path.length() || path.charAt(end) == '/';
    }

    /** The pattern as it is written. */
    @Override
    public String toString() {
        return text;
    }
}
