package io.tenantcache.cdi.ratelimit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the address for which a request is counted. Immutable.
 *
 * @param proxies whose word is taken
 * @param header in which they give it
 * @param ipv6Prefix how many bits of an IPv6 address tell clients apart: one client has all addresses of its network
 */
public record ClientAddresses(TrustedProxies proxies, Header header, int ipv6Prefix) {

    /** How proxies report. */
    public enum Header {
        /** A list of addresses, the nearest one last. */
        X_FORWARDED_FOR("X-Forwarded-For"),
        /** RFC 7239. */
        FORWARDED("Forwarded");

        private final String field;

        Header(String field) {
            this.field = field;
        }

        /** The field's name. */
        public String field() {
            return field;
        }

        /**
         * The one of that name.
         *
         * @throws IllegalArgumentException if there is none; the message is a sentence
         */
        public static Header parse(String text) {
            for (Header header : values()) {
                if (header.field.equalsIgnoreCase(text)) {
                    return header;
                }
            }
            throw new IllegalArgumentException("It names another field.");
        }
    }

    /**
     * The client's address, or that of its network; empty if the peer has none, as on a local socket.
     *
     * @param peer who has sent the request
     * @param values of the header, as they came
     */
    Optional<String> client(String peer, List<String> values) {
        List<String> reported = new ArrayList<>();
        for (String value : values) {
            if (header == Header.FORWARDED) {
                split(value, ',').forEach(element -> reported.add(forwardedFor(element)));
            } else {
                reported.addAll(List.of(value.split(",", -1)));
            }
        }
        return proxies.client(peer, reported).map(this::text);
    }

    private String text(ClientAddress address) {
        return address.isIpv6() && ipv6Prefix < address.bits()
                ? address.masked(ipv6Prefix) + "/" + ipv6Prefix
                : address.toString();
    }

    /** The node of an element of {@code Forwarded}; none, where it has no {@code for} or several. */
    private static String forwardedFor(String element) {
        String node = "";
        for (String pair : split(element, ';')) {
            String stripped = pair.strip();
            if (stripped.toLowerCase(Locale.ROOT).startsWith("for=")) {
                if (!node.isEmpty()) {
                    return "";
                }
                node = stripped.substring("for=".length());
            }
        }
        return node;
    }

    /**
     * The parts between separators that stand outside of quotes. It is read from the end, where the proxies have written: a quote
     * that a client left open before must not swallow what they say.
     */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int to = text.length();
        for (int i = to - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '"' && !isEscaped(text, i)) {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(i + 1, to));
                to = i;
            }
        }
        parts.add(text.substring(0, to));
        Collections.reverse(parts);
        return parts;
    }

    private static boolean isEscaped(String text, int position) {
        int backslashes = 0;
        while (position - backslashes > 0 && text.charAt(position - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
