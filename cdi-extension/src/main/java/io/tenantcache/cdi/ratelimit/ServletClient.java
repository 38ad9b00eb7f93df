package io.tenantcache.cdi.ratelimit;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Objects;

/** Takes the {@link ClientSnapshot} of a servlet request. A class of its own, linked only where there is a servlet API. */
public final class ServletClient {

    private ServletClient() {}

    /** Keeps who has sent a request that begins, for the beans that serve it. */
    public static void take(BeanManager beans, ClientAddresses.Header header, ServletRequest request) {
        if (request instanceof HttpServletRequest http) {
            beans.createInstance()
                    .select(ClientSnapshot.class)
                    .get()
                    .accept(
                            Objects.requireNonNullElse(http.getRemoteAddr(), ""),
                            Collections.list(http.getHeaders(header.field())));
        }
    }
}
