package io.tenantcache.cdi.operation;

import io.tenantcache.ParameterKey;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Matches the text of keys: {@code *} stands for any characters, {@code ?} for one, a backslash for the one after it. */
final class KeyPattern {

    private final int[] pattern;
    private final boolean[] literal;

    KeyPattern(String text) {
        int[] points = text.codePoints().toArray();
        int[] kept = new int[points.length];
        boolean[] literals = new boolean[points.length];
        int length = 0;
        for (int i = 0; i < points.length; i++) {
            boolean escaped = points[i] == '\\' && i + 1 < points.length;
            kept[length] = escaped ? points[++i] : points[i];
            literals[length] = escaped || (kept[length] != '*' && kept[length] != '?');
            length++;
        }
        this.pattern = Arrays.copyOf(kept, length);
        this.literal = Arrays.copyOf(literals, length);
    }

    boolean matches(Object key) {
        return matches(text(key).codePoints().toArray());
    }

    private static String text(Object key) {
        return key instanceof ParameterKey made
                ? Arrays.stream(made.parameters()).map(KeyPattern::textOf).collect(Collectors.joining(","))
                : textOf(key);
    }

    private static String textOf(@Nullable Object value) {
        if (value != null && value.getClass().isArray()) {
            String inBrackets = Arrays.deepToString(new Object[] {value});
            return inBrackets.substring(1, inBrackets.length() - 1);
        }
        return Objects.toString(value);
    }

    /** Linear in the text for each star: what the last one stands for grows as long as it has to. */
    private boolean matches(int[] text) {
        int at = 0;
        int star = -1;
        int afterStar = 0;
        for (int i = 0; i < text.length; ) {
            if (at < pattern.length && isStar(at)) {
                star = at++;
                afterStar = i;
            } else if (at < pattern.length && (isAny(at) || pattern[at] == text[i])) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++afterStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length && isStar(at)) {
            at++;
        }
        return at == pattern.length;
    }

    private boolean isStar(int at) {
        return !literal[at] && pattern[at] == '*';
    }

    private boolean isAny(int at) {
        return !literal[at] && pattern[at] == '?';
    }
}
