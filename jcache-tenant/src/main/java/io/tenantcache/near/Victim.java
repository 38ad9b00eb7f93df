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
        for (int i = 0; i < STEPS && entries.hasNext() && !victim.isFinal(entries.next()); i++) {
            // It goes on to the next one.
        }
        return victim;
    }

    /** Takes note of an entry. Answers whether none could serve better. */
    private boolean isFinal(CacheEntry<NearKey, NearEntry> entry) {
        NearRegion region = entry.getValue().epoch().region();
        boolean isOwn = region == writer;
        if (shares.isHigh(region) || !live.test(entry.getValue()) || (writerIsHigh && isOwn)) {
            found = entry;
            return true;
        }
        if (isOwn && own == null) {
            own = entry;
        }
        if (writerIsHigh || !shares.canSpare(region, entry.weight())) {
            spared.add(entry.getKey());
        } else if (found == null) {
            found = entry;
            // Some region above its ceiling may follow, and is to give first.
            return !shares.isAnyHigh();
        }
        return false;
    }

    /** The entry that has to leave; null if there was none among those that were looked at. */
    @Nullable
    CacheEntry<NearKey, NearEntry> found() {
        return found;
    }

    /** The coldest entry of the region that stores one; null if none was seen. */
    @Nullable
    CacheEntry<NearKey, NearEntry> own() {
        return own;
    }

    /** What stood before it and stays; empty if there was little of it. */
    List<NearKey> inTheWay() {
        return found == null || spared.size() >= STEPS / 2 ? spared : List.of();
    }
}
