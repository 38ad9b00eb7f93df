package io.tenantcache.inbox.rest;

import io.tenantcache.CacheTrace;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.Locale;

/**
 * Tells who answered a request, in {@code X-Cache} (near, remote or source), and how long the server took for it, in
 * {@code Server-Timing}. The trace is opened and closed by a servlet filter, around all that can fail; the headers are
 * written within, while they still can be.
 */
@Provider
public class AnsweredBy implements ContainerResponseFilter {

    private static final String MEASURE = AnsweredBy.class.getName();

    @Context
    @SuppressWarnings("NullAway.Init")
    HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(servletRequest.getAttribute(MEASURE) instanceof Measure measure)) {
            return;
        }
        measure.trace()
                .answeredBy()
                .ifPresent(tier ->
                        response.getHeaders().putSingle("X-Cache", tier.name().toLowerCase(Locale.ROOT)));
        double millis = (System.nanoTime() - measure.startNanos()) / 1e6;
        response.getHeaders().putSingle("Server-Timing", String.format(Locale.ROOT, "total;dur=%.2f", millis));
    }

    private record Measure(CacheTrace trace, long startNanos) {}

    /** Opens and closes the trace. */
    @WebFilter("/api/*")
    public static class TraceFilter implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            try (CacheTrace trace = CacheTrace.start()) {
                request.setAttribute(MEASURE, new Measure(trace, System.nanoTime()));
                chain.doFilter(request, response);
            }
        }
    }
}
