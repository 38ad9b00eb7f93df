package io.tenantcache.it.app.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that answers, fails or hangs as it is told to, for each name. */
@ApplicationScoped
public class Market {

    /** What it does when it is asked. */
    public enum State {
        OPEN,
        FAILING,
        HANGING
    }

    /** What is known of one name. */
    private static final class Listing {
        private final AtomicInteger calls = new AtomicInteger();
        private volatile State state = State.OPEN;
        private volatile CountDownLatch hanging = new CountDownLatch(0);
    }

    private final Map<String, Listing> listings = new ConcurrentHashMap<>();

    private Listing listing(String name) {
        return listings.computeIfAbsent(name, key -> new Listing());
    }

    public void change(String name, State state) {
        Listing listing = listing(name);
        CountDownLatch before = listing.hanging;
        listing.hanging = new CountDownLatch(state == State.HANGING ? 1 : 0);
        listing.state = state;
        before.countDown();
    }

    /** The number of this call. */
    public int ask(String name) throws InterruptedException {
        Listing listing = listing(name);
        int call = listing.calls.incrementAndGet();
        if (listing.state == State.FAILING) {
            throw new IllegalStateException("As the test asks for");
        }
        if (!listing.hanging.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody opened the market");
        }
        return call;
    }

    /** How often it was asked. */
    public int calls(String name) {
        return listing(name).calls.get();
    }
}
