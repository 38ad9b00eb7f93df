package io.tenantcache.cdi.extension;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can tell the tenant of a call. */
enum TenantSource {
    /** The application's own beans. */
    BEAN,
    /** The claim of the MicroProfile JWT. */
    TOKEN,
    /** The name of the caller. */
    PRINCIPAL,
    /** A header of the request. */
    HEADER,
    /** The host of the request. */
    HOST,
    /** The path of the request. */
    PATH;

    /** As it is written in the configuration. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is read from HTTP requests. */
    boolean needsServlet() {
        return compareTo(PRINCIPAL) >= 0;
    }

    /** All of them, as they are written. */
    static String all() {
        return Arrays.stream(values()).map(source -> "`" + source.text() + "`").collect(Collectors.joining(", "));
    }

    /** Those of a list, in its order. */
    static List<TenantSource> parse(String text) {
        if (text.equalsIgnoreCase("none")) {
            return List.of();
        }
        List<TenantSource> sources = Arrays.stream(text.split(","))
                .map(String::strip)
                .map(TenantSource::of)
                .toList();
        if (sources.stream().distinct().count() < sources.size()) {
            throw new IllegalArgumentException("It names a source twice.");
        }
        return sources;
    }

    private static TenantSource of(String word) {
        return Arrays.stream(values())
                .filter(source -> source.text().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("It names a source that there is not."));
    }
}
