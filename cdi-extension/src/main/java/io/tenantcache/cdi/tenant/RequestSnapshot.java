package io.tenantcache.cdi.tenant;

import jakarta.enterprise.context.RequestScoped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one HTTP request says of its tenant. It is copied when the request begins: a server reuses its request objects, and work
 * that outlives a request must never read of the next one.
 */
@RequestScoped
public class RequestSnapshot {

    private static final List<String> AMBIGUOUS = List.of(";", "\\", "//", "%2f", "%5c", "%25", "%00");

    private List<String> header = List.of();
    private @Nullable String host;
    private @Nullable String uri;
    private String root = "";

    /** Keeps what the request says; its path, and the part of it that is the application's, as they were sent. */
    void accept(
            List<String> headerValues,
            @Nullable String serverName,
            @Nullable String requestUri,
            @Nullable String contextPath) {
        header = List.copyOf(headerValues);
        host = serverName;
        uri = requestUri;
        root = contextPath == null ? "" : contextPath;
    }

    /**
     * The tenant's id in the header; empty if that is missing or blank.
     *
     * @throws IllegalArgumentException if it is there more than once
     */
    public Optional<String> header() {
        if (header.size() > 1) {
            throw new IllegalArgumentException("The tenant header is there " + header.size() + " times");
        }
        return header.stream().filter(value -> !value.isBlank()).findFirst();
    }

    /** The host that the request names, without a port. */
    public Optional<String> host() {
        return Optional.ofNullable(host);
    }

    /**
     * The path below the application's root, decoded.
     *
     * @throws IllegalArgumentException if it could be understood in two ways: it has parameters, steps upward, empty segments or
     *     encoded separators, or does not begin with the application's root
     */
    public Optional<String> path() {
        return Optional.ofNullable(uri).map(RequestSnapshot::decoded).map(this::belowRoot);
    }

    /** Decoded first: clients may send the root in another form than the server names it. */
    private String belowRoot(String path) {
        String decodedRoot = percentDecoded(root);
        String below = path.startsWith(decodedRoot) ? path.substring(decodedRoot.length()) : "?";
        if (!below.isEmpty() && !below.startsWith("/")) {
            throw ambiguous();
        }
        return below;
    }

    private static String decoded(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (AMBIGUOUS.stream().anyMatch(lower::contains)) {
            throw ambiguous();
        }
        String decoded = percentDecoded(path);
        if (Stream.of(decoded.split("/", -1)).anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
            throw ambiguous();
        }
        return decoded;
    }

    private static String percentDecoded(String path) {
        try {
            // A plus is a plus in a path.
            return path.indexOf('%') < 0 ? path : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            // Its message repeats a part of the path.
            throw ambiguous();
        }
    }

    private static IllegalArgumentException ambiguous() {
        return new IllegalArgumentException("The request's path is not in its plain form");
    }
}
