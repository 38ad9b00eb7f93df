package io.tenantcache.it.app.servlet;

import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.cdi.CacheName;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** GET counts, DELETE forgets; the tenant is in the path, or else in a parameter. */
@WebServlet("/*")
public class CounterServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    @SuppressWarnings("serial") // a client proxy is
    Counters counters;

    @Inject
    @SuppressWarnings("serial") // a client proxy is
    TenantOfPath tenantOfPath;

    @Inject
    @CacheName("visits")
    @SuppressWarnings("serial") // a client proxy is
    TenantCache<String, Integer> visits;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNull(request.getPathInfo());
        String parameter = request.getParameter("tenant");
        if (parameter != null) {
            TenantContext.run(Tenant.of(parameter), () -> answer(path, response));
        } else {
            tenantOfPath.accept(path);
            answer(path, response);
        }
    }

    private void answer(String path, HttpServletResponse response) {
        try {
            String name = path.substring(path.lastIndexOf('/') + 1);
            Integer before = visits.get(name);
            visits.put(name, before == null ? 1 : before + 1);
            response.setContentType("text/plain");
            response.getWriter().print(counters.count(name) + " " + visits.get(name));
        } catch (TenantRequiredException missing) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        String path = Objects.requireNonNull(request.getPathInfo());
        tenantOfPath.accept(path);
        counters.forget(path.substring(path.lastIndexOf('/') + 1));
    }
}
