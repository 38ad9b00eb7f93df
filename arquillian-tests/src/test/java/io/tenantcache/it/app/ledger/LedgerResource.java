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

    @Inject
    Reading reading;

    @GET
    @Path("{id}")
    public String balance(@PathParam("id") String id) throws InterruptedException {
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

    /** Holds back those who read the balance on this node. */
    @PUT
    @Path("{id}/hold")
    public void hold(@PathParam("id") String id) {
        ledger.hold(id);
    }

    /** Answers when somebody has read the balance who is held back: with what. */
    @GET
    @Path("{id}/held")
    public String awaitRead(@PathParam("id") String id) throws InterruptedException {
        return Integer.toString(ledger.awaitRead(id));
    }

    @PUT
    @Path("{id}/release")
    public void release(@PathParam("id") String id) {
        ledger.release(id);
    }

    @PUT
    @Path("booking/begin")
    public void begin() {
        booking.begin();
    }

    /** Answers when the booking has ended: with how. */
    @PUT
    @Path("booking/{id}")
    public String book(
            @PathParam("id") String id,
            @QueryParam("way") Booking.Way way,
            @QueryParam("end") Booking.End end,
            String balance)
            throws InterruptedException {
        try {
            booking.book(id, Integer.parseInt(balance), way, end);
            return "committed";
        } catch (IllegalStateException rolledBack) {
            return "rolled back";
        }
    }

    @PUT
    @Path("reading/hold")
    public void holdReading() {
        reading.hold();
    }

    /** Answers with what a transaction reads that is begun in that way. */
    @GET
    @Path("reading/{id}")
    public String read(@PathParam("id") String id, @QueryParam("begun") Reading.Begun begun) throws Exception {
        return Integer.toString(reading.read(id, begun));
    }

    @GET
    @Path("reading/first")
    public String awaitFirst() throws InterruptedException {
        return reading.awaitFirst() ? "read" : "not read";
    }

    @PUT
    @Path("reading/go-on")
    public void goOn() {
        reading.goOn();
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
