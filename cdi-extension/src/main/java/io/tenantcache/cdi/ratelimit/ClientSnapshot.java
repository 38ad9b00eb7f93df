package io.tenantcache.cdi.ratelimit;

import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;

/** Who has sent one HTTP request. It is copied when the request begins: a server reuses its request objects. */
@RequestScoped
public class ClientSnapshot {

    private String peer = "";
    private List<String> reported = List.of();

    /** Keeps what the request says. */
    void accept(String remoteAddress, List<String> headerValues) {
        peer = remoteAddress;
        reported = List.copyOf(headerValues);
    }

    /** The address of the client; empty outside of an HTTP request. */
    public Optional<String> address(ClientAddresses addresses) {
        return addresses.client(peer, reported);
    }
}
