package io.tenantcache.near;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time between two invalidations of a region. Entries refer to the one in which they were stored, and are outdated with
 * it: all at once, whatever their number.
 */
class Epoch {

    /** Known as long as there are entries of it, for they refer to it. */
    private final NearRegion region;

    private final long born;

    /** The one that it took the place of because that was not believed, if its entries may be served all the same. */
    private final @Nullable Epoch doubted;

    private volatile boolean over;
    private volatile int term;

    /** An epoch whose entries are believed in that term. */
    Epoch(NearRegion region, long born, int term) {
        this(region, born, term, null);
    }

    private Epoch(NearRegion region, long born, int term, @Nullable Epoch doubted) {
        this.region = region;
        this.doubted = doubted;
        this.born = born;
        this.term = term;
    }

    /** Whether its entries were found right in the present term of the region's trust. */
    boolean isBelieved() {
        return term == region.trust().term();
    }

    /** The last term in which they were. */
    int term() {
        return term;
    }

    /** Its entries were found right in that term. */
    void believe(int present) {
        term = present;
    }

    NearRegion region() {
        return region;
    }

    /** The tags that its entries bear beside. */
    List<String> tags() {
        return List.of();
    }

    /** Whether it lasts, in a tier of which nothing older than the floor counts. */
    boolean isCurrent(long floor) {
        return !over && born >= floor;
    }

    void end() {
        over = true;
        if (doubted != null) {
            doubted.end();
        }
    }

    /** The next one, of that term, beside this one, which is not believed any more and ends with it. */
    Epoch doubted(long position, int present) {
        if (doubted != null) {
            doubted.end();
        }
        return new Epoch(region, position, present, this);
    }
}
