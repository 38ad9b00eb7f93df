package io.tenantcache.near;

/**
 * For how long what is held in memory may be believed, in terms: what was found right in one says nothing of the next. Thread
 * safe.
 */
public final class Trust {

    /** A term in which nothing is believed. */
    public static final int NEVER = 0;

    private final long aloneNanos;
    private volatile int term = 1;
    private volatile boolean alone = true;

    /**
     * Of a node that hears nothing yet of what others change.
     *
     * @param aloneNanos for how long it believes then what it stores
     */
    public Trust(long aloneNanos) {
        this.aloneNanos = aloneNanos;
    }

    /** Of a tier that is the authority itself: all is believed. */
    public static Trust ofAuthority() {
        return new Trust(NearClock.NEVER);
    }

    /** A new term begins, in which this node hears what others change. */
    public synchronized void join() {
        term++;
        alone = false;
    }

    /** A new term begins, in which it does not. */
    public synchronized void part() {
        alone = true;
        term++;
    }

    /** The number of the present term. */
    public int term() {
        return term;
    }

    /** Whether this node hears nothing of what others change. */
    public boolean isAlone() {
        return alone;
    }

    /** For how long what is stored now may be believed. */
    long longestNanos() {
        return alone ? aloneNanos : NearClock.NEVER;
    }
}
