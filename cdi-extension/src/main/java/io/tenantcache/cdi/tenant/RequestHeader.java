package io.tenantcache.cdi.tenant;

import io.tenantcache.Tenant;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;

/**
 * The tenant header of one request. It is copied when the request begins: a server reuses its request objects, and work
 * that outlives a request must never read the header of the next one.
 */
@RequestScoped
public class RequestHeader {

    private List<String> values = List.of();

    /** Keeps what the request says. */
    public void accept(List<String> headerValues) {
        values = List.copyOf(headerValues);
    }

    /**
     * The tenant of the header; empty if it is missing or blank.
     *
     * @throws IllegalArgumentException if it is there more than once, or too long for a tenant's id
     */
    public Optional<Tenant> tenant() {
        if (values.size() > 1) {
            throw new IllegalArgumentException("The tenant header is there " + values.size() + " times");
        }
        return values.stream().filter(value -> !value.isBlank()).map(Tenant::of).findFirst();
    }
}
