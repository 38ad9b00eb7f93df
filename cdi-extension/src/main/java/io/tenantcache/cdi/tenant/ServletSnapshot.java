package io.tenantcache.cdi.tenant;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** Takes the {@link RequestSnapshot} of a servlet request. A class of its own, linked only where there is a servlet API. */
public final class ServletSnapshot {

    private ServletSnapshot() {}

    /** Keeps what a request that begins says, for the beans that serve it. */
    public static void take(BeanManager beans, String header, ServletRequest request) {
        if (request instanceof HttpServletRequest http) {
            List<String> values = Collections.list(http.getHeaders(header));
            RequestSnapshot snapshot =
                    beans.createInstance().select(RequestSnapshot.class).get();
            snapshot.accept(values, http.getServerName(), http.getRequestURI(), http.getContextPath());
        }
    }
}
