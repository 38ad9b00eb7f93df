package io.tenantcache.it.app.ledger;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** A reading whose transaction the container of Enterprise Beans begins. */
@Stateless
public class SessionReading {

    @Inject
    Reading reading;

    public int read(String id) throws InterruptedException {
        return reading.readTwice(id);
    }
}
