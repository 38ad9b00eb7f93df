package io.tenantcache.near;

import java.util.List;

/**
 * The time between two invalidations of a region. Entries refer to the one in which they were stored, and are outdated with
 * it: all at once, whatever their number.
 */
class Epoch {

    /** Known as long as there are entries of it, for they refer to it. */
    private final NearRegion region;

    private final long born;
    private volatile boolean over;
    private volatile int term;

    /** An epoch whose entries are believed in that term. */
    Epoch(NearRegion region, long born, int term) {
        this.region = region;
        this.born = born;
        this.term = term;
    }

    /** Whether its entries were found right in that term. */
    boolean isBelieved(int present) {
        return term == present;
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
    }
}
