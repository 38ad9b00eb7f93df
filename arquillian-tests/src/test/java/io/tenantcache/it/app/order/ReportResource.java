package io.tenantcache.it.app.order;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionalException;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** {@link Reports} over HTTP; what another interceptor refuses is told by its name. */
@Path("reports")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class ReportResource {

    @Inject
    Reports reports;

    @Resource
    @SuppressWarnings("NullAway.Init") // set by the container
    UserTransaction transaction;

    @GET
    @Path("in-transaction/{id}")
    public String inTransaction(@PathParam("id") String id) throws Exception {
        transaction.begin();
        try {
            return reports.inTransaction(id);
        } finally {
            transaction.commit();
        }
    }

    @GET
    @Path("without-transaction/{id}")
    public String withoutTransaction(@PathParam("id") String id) throws Exception {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            throw new IllegalStateException("There is a transaction");
        }
        try {
            return reports.inTransaction(id);
        } catch (TransactionalException refused) {
            return "refused";
        }
    }

    @GET
    @Path("retried/{id}")
    public String retried(@PathParam("id") String id) {
        return reports.retried(id);
    }

    @GET
    @Path("timed/{id}")
    public String timed(@PathParam("id") String id) throws InterruptedException {
        try {
            return reports.timed(id);
        } catch (TimeoutException timeout) {
            return "timed out";
        }
    }
}
