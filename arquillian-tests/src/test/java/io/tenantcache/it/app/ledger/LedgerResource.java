package io.tenantcache.it.app.ledger;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** The ledger over HTTP. */
@Path("ledger")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class LedgerResource {

    @Inject
    Ledger ledger;

    @Inject
    Booking booking;

    @GET
    @Path("{id}")
    public String balance(@PathParam("id") String id) {
        return Integer.toString(ledger.balance(id));
    }

    /** In a transaction of this one call. */
    @PUT
    @Path("{id}")
    public void enter(@PathParam("id") String id, String balance) {
        ledger.enter(id, Integer.parseInt(balance));
    }

    /** Behind the back of the cache. */
    @PUT
    @Path("{id}/unnoticed")
    public void correct(@PathParam("id") String id, String balance) {
        ledger.correct(id, Integer.parseInt(balance));
    }

    @PUT
    @Path("booking/begin")
    public void begin() {
        booking.begin();
    }

    /** Answers when the booking has ended: with how. */
    @PUT
    @Path("booking/{id}")
    public String book(@PathParam("id") String id, @QueryParam("end") Booking.End end, String balance)
            throws InterruptedException {
        try {
            booking.book(id, Integer.parseInt(balance), end);
            return "committed";
        } catch (IllegalStateException rolledBack) {
            return "rolled back";
        }
    }

    @GET
    @Path("booking/entry")
    public String awaitEntry() throws InterruptedException {
        return booking.awaitEntry() ? "entered" : "no entry";
    }

    @PUT
    @Path("booking/end")
    public void end() {
        booking.end();
    }
}
