package io.tenantcache.cdi.ratelimit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The proxies whose word about their clients is taken. Immutable. */
public final class TrustedProxies {

    private record Network(ClientAddress address, int prefix) {

        boolean contains(ClientAddress other) {
            return other.isWithin(address, prefix);
        }
    }

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Those of a list of addresses and networks, such as {@code 10.0.0.0/8, ::1}; none of {@code none}.
     *
     * @throws IllegalArgumentException if it is no such list; the message is a sentence
     */
    public static TrustedProxies parse(String text) {
        List<Network> networks = new ArrayList<>();
        if (!text.equalsIgnoreCase("none")) {
            for (String item : text.split(",", -1)) {
                networks.add(network(item.strip()));
            }
        }
        return new TrustedProxies(networks);
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        ClientAddress address = ClientAddress.of(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("It holds something that is no IP address."));
        if (slash < 0) {
            return new Network(address, address.bits());
        }
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > address.bits()) {
            throw new IllegalArgumentException("It holds a network whose prefix is too long or no number.");
        }
        return new Network(address, Integer.parseInt(prefix));
    }

    boolean contain(ClientAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /**
     * The address of the client: that of the peer, unless it is one of these proxies; then the last node that is none of them, of those
     * that they report. What stands before that node was told by somebody who is not trusted, and is not looked at. Empty if the peer's
     * own is no address.
     *
     * @param peer who has sent the request
     * @param reported the nodes that the request says it has passed, the nearest one last
     */
    Optional<ClientAddress> client(String peer, List<String> reported) {
        Optional<ClientAddress> client = ClientAddress.ofNode(peer);
        for (int i = reported.size() - 1; i >= 0 && client.filter(this::contain).isPresent(); i--) {
            Optional<ClientAddress> before = ClientAddress.ofNode(reported.get(i));
            if (before.isEmpty()) {
                // A proxy that hides its client: it answers for it.
                return client;
            }
            client = before;
        }
        return client;
    }
}
