package io.tenantcache.near;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When the tags of one region last changed, by stripes of tags: of two tags in one stripe the change of one outdates the near
 * entries of the other too, which costs a miss. The memory is constant, whatever the number of tags.
 */
final class TagStamps {

    private static final int STRIPES = 256;

    private final AtomicLongArray stamps = new AtomicLongArray(STRIPES);

    /** The tag changed at that stamp. */
    void changed(String tag, long stamp) {
        stamps.accumulateAndGet(stripe(tag), stamp, Math::max);
    }

    /** Whether none of the tags changed after that stamp. */
    boolean unchangedSince(List<String> tags, long stamp) {
        for (int i = 0; i < tags.size(); i++) {
            if (stamps.get(stripe(tags.get(i))) > stamp) {
                return false;
            }
        }
        return true;
    }

    private static int stripe(String tag) {
        int hash = tag.hashCode();
        return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (STRIPES - 1);
    }
}
