package io.tenantcache.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The valid key that a misspelled one is most like, by edit distance (Levenshtein). */
final class NearestKey {

    private final Collection<String> keys;
    private final List<KeyTemplate> templates;

    NearestKey(Collection<String> keys, List<KeyTemplate> templates) {
        this.keys = keys;
        this.templates = templates;
    }

    /** The valid key, or variable if a variable is misspelled, that is nearest; of equally near ones, the first. */
    String to(String misspelled) {
        boolean variable = !misspelled.startsWith(Setting.NAMESPACE);
        String separator = variable ? "_" : ".";
        Stream<String> whole = keys.stream().map(key -> variable ? VariableName.of(key) : key);
        Stream<String> named = templates.stream()
                .map(template -> variable ? template.inVariables() : template)
                .flatMap(template -> fillings(template, misspelled, separator));
        return Stream.concat(whole, named)
                .min(Comparator.comparingInt((String key) -> distance(misspelled, key))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /**
     * The template with what may be the name of the cache: what the misspelled key leaves when as many segments as
     * the template's own are taken away from both ends; or one less in front, where {@code caches} was forgotten.
     */
    private static Stream<String> fillings(KeyTemplate template, String misspelled, String separator) {
        String[] segments = misspelled.split(Pattern.quote(separator), -1);
        int end = segments.length - (template.suffix().split(Pattern.quote(separator), -1).length - 1);
        return IntStream.rangeClosed(1, 2)
                .filter(start -> start < end)
                .mapToObj(start -> String.join(separator, Arrays.copyOfRange(segments, start, end)))
                .filter(name -> !name.isBlank())
                .map(template::with);
    }

    private static int distance(String from, String to) {
        int[] previous = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
