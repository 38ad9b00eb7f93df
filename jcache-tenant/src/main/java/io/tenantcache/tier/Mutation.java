package io.tenantcache.tier;

import org.jspecify.annotations.Nullable;

/** Decides on a change of one key; it may be asked again if another writer came first. */
public interface Mutation {

    /** The change of that value; null where there is none. */
    Change of(@Nullable Object current);

    /** Whether it counts as a hit or a miss. */
    boolean isLookup();

    /** Whether it may answer with {@link Change.Load}. */
    default boolean mayLoad() {
        return false;
    }
}
