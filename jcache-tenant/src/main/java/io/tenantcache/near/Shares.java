package io.tenantcache.near;

import io.tenantcache.config.TenantShare;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the regions of one tier hold, in weights, and what each may: its floor and its ceiling. A weight is counted from
 * before the entry is there until after it has left, so that no more can be held than is counted.
 */
final class Shares {

    /** Of the bound, the part that stays open to all, whatever the floors. */
    private static final int OPEN = 2;

    /** Of the bound, what Caffeine's own is above it. */
    private static final int SLACK = 8;

    private final boolean fair;
    private final long bound;
    private final long floor;
    private final long ceiling;
    private final AtomicLong held = new AtomicLong();
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicInteger high = new AtomicInteger();

    Shares(long bound, TenantShare share) {
        this.fair = !share.equals(TenantShare.UNLIMITED);
        this.bound = bound;
        this.floor = part(bound, share.floor());
        this.ceiling = part(bound, share.ceiling());
    }

    private static long part(long whole, int percent) {
        // In this order, for the whole may be as large as a long can be.
        return whole / 100 * percent + whole % 100 * percent / 100;
    }

    /** Whether tenants are told from each other at all. If not, nothing has to be counted. */
    boolean isFair() {
        return fair;
    }

    /**
     * The bound for Caffeine to hold. It sees an entry come before the one that made room for it has left, where two threads
     * are at work: with a bound of its own just at ours it would evict then, whosever it be.
     */
    long backstop() {
        return fair ? bound + Math.min(bound / SLACK, Long.MAX_VALUE - bound) : bound;
    }

    /** Counts that much more, or less, for the region; at a cost that does not depend on how many there are. */
    void change(NearRegion region, long weight) {
        if (weight == 0) {
            return;
        }
        long after = region.addWeight(weight);
        long before = after - weight;
        held.addAndGet(weight);
        present.addAndGet(crossings(before, after, 0));
        high.addAndGet(crossings(before, after, ceiling));
    }

    /** 1 if what was at most the line is above it now, -1 for the other way. */
    private static int crossings(long before, long after, long line) {
        return Boolean.compare(after > line, before > line);
    }

    /** Whether nothing has to leave for that much more. */
    boolean hasRoomFor(long weight) {
        return weight <= bound - held.get();
    }

    /** Whether that much can be held at all. */
    boolean canHold(long weight) {
        return weight <= bound;
    }

    /** Whether any region is above its ceiling. */
    boolean isAnyHigh() {
        return high.get() > 0;
    }

    /** Whether the region is above its ceiling. */
    boolean isHigh(NearRegion region) {
        return region.weight() > ceiling;
    }

    /** Whether the region is still at its floor, or above it, without that much. */
    boolean canSpare(NearRegion region, long weight) {
        return region.weight() - weight >= floor();
    }

    /** The floor of each region, with as many as there are. */
    long floor() {
        return Math.min(floor, bound / OPEN / Math.max(1, present.get()));
    }

    /** What all regions hold. */
    long held() {
        return held.get();
    }

    /** How many regions hold anything. */
    int present() {
        return present.get();
    }
}
