package io.tenantcache.near;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The entries of one tenant in one cache: when they were last invalidated, the epoch since then, and their weight. */
final class NearRegion {

    private final AtomicLong position;
    private final Trust trust;
    private final AtomicLong weight = new AtomicLong();
    private volatile long floor;
    private volatile Epoch epoch;
    private volatile @Nullable TagStamps tagStamps;

    /** An empty one, of a tenant of whose entries that is believed. What was fetched before must not be stored. */
    NearRegion(AtomicLong position, Trust trust) {
        this(position, position.get(), trust);
    }

    /** One that can have missed no invalidation after that floor. */
    NearRegion(AtomicLong position, long floor, Trust trust) {
        this.position = position;
        this.trust = trust;
        this.floor = floor;
        // Nothing is held yet that could be wrong.
        this.epoch = new Epoch(this, position.get(), trust.term());
    }

    /** For how long what is held here may be believed. */
    Trust trust() {
        return trust;
    }

    /** The position of the last invalidation or doubt: what was fetched before it must not be stored. */
    long floor() {
        return floor;
    }

    /** What its entries weigh together, those included that are about to be stored. */
    long weight() {
        return weight.get();
    }

    /** Counts that much more, or less; answers what there is then. */
    long addWeight(long more) {
        return weight.addAndGet(more);
    }

    /** A tag changed, at the next position: what bears it and was fetched before must not be stored, and ends. */
    void tagChanged(String tag) {
        tagStamps().changed(tag, position.incrementAndGet());
    }

    /** Whether none of the tags changed after that position. */
    boolean unchangedSince(List<String> tags, long stamp) {
        TagStamps stamps = tagStamps;
        return stamps == null || stamps.unchangedSince(tags, stamp);
    }

    /** Made when a tag changes for the first time: most regions have none. */
    private TagStamps tagStamps() {
        TagStamps present = tagStamps;
        if (present != null) {
            return present;
        }
        synchronized (this) {
            if (tagStamps == null) {
                tagStamps = new TagStamps();
            }
            return Objects.requireNonNull(tagStamps);
        }
    }

    /** The present epoch, in a tier of which nothing older than that counts. */
    Epoch epoch(long tierFloor) {
        Epoch present = epoch;
        return present.isCurrent(tierFloor) ? present : renewed(tierFloor);
    }

    private synchronized Epoch renewed(long tierFloor) {
        if (!epoch.isCurrent(tierFloor)) {
            epoch = new Epoch(this, position.incrementAndGet(), epoch.term());
        }
        return epoch;
    }

    /**
     * The present epoch if its entries are believed, else one without those that are not.
     *
     * @param ends whether those end with it: they may be of use in an outage
     */
    Epoch believedEpoch(long tierFloor, boolean ends) {
        Epoch present = epoch(tierFloor);
        return present.isBelieved() ? present : replaced(tierFloor, ends);
    }

    private synchronized Epoch replaced(long tierFloor, boolean ends) {
        Epoch present = epoch(tierFloor);
        if (present.isBelieved()) {
            return present;
        }
        int term = trust.term();
        long next = position.incrementAndGet();
        if (ends) {
            present.end();
            epoch = new Epoch(this, next, term);
        } else {
            epoch = present.doubted(next, term);
        }
        return epoch;
    }

    /** The entries were found right in that term by who began to ask at that position, unless they were doubted since. */
    synchronized void believe(long tierFloor, int term, long stamp) {
        if (floor <= stamp) {
            epoch(tierFloor).believe(term);
        }
    }

    /**
     * The entries there are may be wrong: none is believed before they were {@linkplain #believe found right} by who begins to ask
     * after this.
     *
     * <p>What was fetched before may be wrong too. As with {@link #invalidate()}, it is refused or of the epoch that is not believed.
     */
    synchronized void doubt(long tierFloor) {
        floor = Long.MAX_VALUE;
        long stamp = position.incrementAndGet();
        epoch(tierFloor).believe(Trust.NEVER);
        floor = stamp;
    }

    /**
     * Outdates all entries there are, at the next position.
     *
     * <p>Whoever stores an entry takes the epoch first and looks at the floor then. The floor is out of reach before the
     * epoch is replaced, and at its new height after that: so either the entry is refused, or it is of the epoch that ends.
     */
    synchronized void invalidate() {
        floor = Long.MAX_VALUE;
        long stamp = position.incrementAndGet();
        Epoch past = epoch;
        epoch = new Epoch(this, stamp, past.term());
        past.end();
        floor = stamp;
    }
}
