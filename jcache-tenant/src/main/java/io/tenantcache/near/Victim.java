package io.tenantcache.near;

import com.github.benmanes.caffeine.cache.Policy.CacheEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The search for the entry that has to leave so that a region can store one: from the coldest entry on, past those that this
 * region must not displace.
 */
final class Victim {

    /** How many entries it looks at: each costs time in a write of a tier that is full. */
    static final int STEPS = 16;

    private final Shares shares;
    private final NearRegion writer;
    private final boolean writerIsHigh;
    private final Predicate<NearEntry> live;
    private final List<NearKey> spared = new ArrayList<>();
    private @Nullable CacheEntry<NearKey, NearEntry> found;
    private @Nullable CacheEntry<NearKey, NearEntry> own;
    private boolean best;

    private Victim(Shares shares, NearRegion writer, Predicate<NearEntry> live) {
        this.shares = shares;
        this.writer = writer;
        this.writerIsHigh = shares.isHigh(writer);
        this.live = live;
    }

    /** The outcome of a search among entries, the coldest of which come first. */
    static Victim among(
            Stream<CacheEntry<NearKey, NearEntry>> coldest,
            Shares shares,
            NearRegion writer,
            Predicate<NearEntry> live) {
        Victim victim = new Victim(shares, writer, live);
        Iterator<CacheEntry<NearKey, NearEntry>> entries = coldest.iterator();
        for (int i = 0; i < STEPS && entries.hasNext() && !victim.best; i++) {
            victim.consider(entries.next());
        }
        return victim;
    }

    private void consider(CacheEntry<NearKey, NearEntry> entry) {
        NearRegion region = entry.getValue().epoch().region();
        boolean isOwn = region == writer;
        if (shares.isHigh(region) || !live.test(entry.getValue())) {
            found = entry;
            best = true;
        } else if (!writerIsHigh && found == null && shares.canSpare(region, entry.weight())) {
            found = entry;
            // As long as a region is above its ceiling, that one is to give first, and may follow.
            best = !shares.isAnyHigh();
        } else if (isOwn && own == null) {
            own = entry;
        } else {
            spared.add(entry.getKey());
        }
    }

    /** Whether no other entry would serve better. */
    boolean isBest() {
        return best;
    }

    /** The entry that has to leave; null if none of those that were looked at may be displaced, nor is the region's own. */
    @Nullable
    CacheEntry<NearKey, NearEntry> entry() {
        return found == null ? own : found;
    }

    /** What was passed over; empty if it was little. */
    List<NearKey> inTheWay() {
        return !best || spared.size() >= STEPS / 2 ? spared : List.of();
    }
}
