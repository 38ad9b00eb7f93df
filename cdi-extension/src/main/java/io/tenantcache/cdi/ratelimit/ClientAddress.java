package io.tenantcache.cdi.ratelimit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address, as numbers: an IPv4 address within IPv6 is the IPv4 address. Asks no name server. Immutable. */
final class ClientAddress {

    private static final Pattern IPV4 = Pattern.compile(
            "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private final byte[] bytes;

    private ClientAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The address; empty if the text is none. */
    static Optional<ClientAddress> of(String text) {
        boolean isAddress = IPV4.matcher(text).matches()
                || (text.indexOf(':') >= 0 && IPV6.matcher(text).matches());
        if (!isAddress) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClientAddress(InetAddress.getByName(text).getAddress()));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    /**
     * The address of a node as proxies and servers write it: in quotes or brackets, with a port or a zone. Empty if it is none, such as
     * a name that hides it.
     */
    static Optional<ClientAddress> ofNode(String text) {
        String node = text.strip();
        if (node.startsWith("\"") && node.endsWith("\"") && node.length() > 1) {
            node = node.substring(1, node.length() - 1);
        }
        int close = node.indexOf(']');
        if (node.startsWith("[") && close > 0) {
            node = node.substring(1, close);
        } else if (node.indexOf(':') >= 0 && node.indexOf(':') == node.lastIndexOf(':')) {
            node = node.substring(0, node.indexOf(':'));
        }
        int zone = node.indexOf('%');
        return of(zone < 0 ? node : node.substring(0, zone));
    }

    boolean isIpv6() {
        return bytes.length == 16;
    }

    int bits() {
        return bytes.length * 8;
    }

    /** Whether the first bits are those of the other one, which is of the same family. */
    boolean isWithin(ClientAddress network, int prefix) {
        return bytes.length == network.bytes.length
                && Arrays.equals(masked(prefix).bytes, network.masked(prefix).bytes);
    }

    /** With all bits after that prefix set to 0. */
    ClientAddress masked(int prefix) {
        byte[] masked = bytes.clone();
        for (int bit = prefix; bit < bits(); bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
        }
        return new ClientAddress(masked);
    }

    /** The address in its one form. */
    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
