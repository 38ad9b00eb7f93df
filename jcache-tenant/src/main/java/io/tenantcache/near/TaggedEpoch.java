package io.tenantcache.near;

import java.util.List;

/**
 * The epoch of one entry that bears tags: it lasts as long as that of its region, and until one of the tags changes. Entries without
 * tags do not pay for it.
 */
final class TaggedEpoch extends Epoch {

    private final Epoch ofRegion;
    private final List<String> tags;
    private final long stamp;

    /**
     * Of an entry in that epoch of its region.
     *
     * @param stamp the position before the value was fetched, or at which it was written
     */
    TaggedEpoch(Epoch ofRegion, List<String> tags, long stamp) {
        super(ofRegion.region(), stamp, ofRegion.term());
        this.ofRegion = ofRegion;
        this.tags = tags;
        this.stamp = stamp;
    }

    @Override
    List<String> tags() {
        return tags;
    }

    @Override
    boolean isBelieved() {
        return ofRegion.isBelieved();
    }

    @Override
    boolean isCurrent(long floor) {
        return ofRegion.isCurrent(floor) && region().unchangedSince(tags, stamp);
    }
}
