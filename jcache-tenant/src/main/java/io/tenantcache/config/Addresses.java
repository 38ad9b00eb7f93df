package io.tenantcache.config;

import static io.tenantcache.config.ProblemKind.CREDENTIALS_IN_ADDRESS;
import static io.tenantcache.config.ProblemKind.MALFORMED;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The format of Redis addresses. No message repeats one: a malformed address may hold a password. */
final class Addresses {

    private static final int HIGHEST_PORT = 65_535;

    private Addresses() {}

    /** One or more of {@code redis://host:port}, or of {@code rediss://host:port}. */
    static Format<List<URI>> redis() {
        return new Format<>(
                "`redis://host:port`, or `rediss://host:port` for TLS; several are separated by `,`",
                Addresses::parseAll,
                Addresses::checkAll);
    }

    /** Whether the connection to that address is encrypted. */
    static boolean isEncrypted(URI address) {
        return "rediss".equals(scheme(address));
    }

    private static List<URI> parseAll(String text) {
        return Arrays.stream(text.split(",", -1)).map(Addresses::parse).toList();
    }

    private static void checkAll(List<URI> addresses) {
        addresses.forEach(Addresses::check);
        if (addresses.stream().map(Addresses::isEncrypted).distinct().count() > 1) {
            throw malformed("Some addresses are for TLS and others are not.");
        }
    }

    private static URI parse(String text) {
        // Before anything else: a password may hold characters that no URI may.
        if (text.contains("@")) {
            throw holdsCredentials();
        }
        try {
            return new URI(text.strip());
        } catch (URISyntaxException malformed) {
            // Not chained: its message repeats the address.
            throw malformed("It is not a URI.");
        }
    }

    private static void check(URI address) {
        if (address.getRawAuthority() != null && address.getRawAuthority().contains("@")) {
            throw holdsCredentials();
        }
        String scheme = scheme(address);
        if (!scheme.equals("redis") && !scheme.equals("rediss")) {
            throw malformed("It begins with neither redis:// nor rediss://.");
        }
        if (address.getHost() == null) {
            throw malformed("It names no host, or one with a character that a host name cannot hold.");
        }
        if (address.getPort() < 1 || address.getPort() > HIGHEST_PORT) {
            throw malformed("It names no port from 1 to " + HIGHEST_PORT + ".");
        }
        boolean bare = address.getRawPath().isEmpty() || address.getRawPath().equals("/");
        if (!bare || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw malformed("It goes on after the port.");
        }
    }

    private static String scheme(URI address) {
        return address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    }

    private static RejectedValueException malformed(String explanation) {
        return new RejectedValueException(
                MALFORMED, explanation, "Write redis://host:port, or rediss://host:port for TLS.");
    }

    private static RejectedValueException holdsCredentials() {
        return new RejectedValueException(
                CREDENTIALS_IN_ADDRESS,
                "It holds an @: a user or a password stands in it.",
                "Write redis://host:port, and set tenantcache.redis.username and tenantcache.redis.password.");
    }
}
