package io.tenantcache.store;

import io.tenantcache.ReadPoint;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The order of the changes of what memory holds. All near tiers of the JVM count in one, so that a moment can be named before it is
 * known which of them it will matter to.
 */
public final class Positions {

    private static final AtomicLong LAST = new AtomicLong();

    private Positions() {}

    /** The last position; to be incremented by each change. */
    public static AtomicLong ofThisJvm() {
        return LAST;
    }

    /** This moment. */
    public static ReadPoint now() {
        return new ReadPoint(LAST.get(), System.nanoTime());
    }
}
