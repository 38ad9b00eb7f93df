package io.tenantcache.store;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What concerns the remote tier as a whole, beyond the entries of one cache. Thread safe. */
public interface RemoteStore extends AutoCloseable {

    /**
     * The changes of a tenant after a position.
     *
     * @param at the last position
     * @param changes in order; the first ones may be forgotten
     */
    record Changes(LogPosition at, List<Change> changes) {}

    /**
     * Outdates all the scopes, for that tenant, in one atomic step, and tells the other nodes. The cost does not depend on
     * the number of entries. What this node sent before an operation of it failed is refused from then on.
     *
     * @param scopes a key of a cache that was closed meanwhile stands for all of that cache
     * @throws RemoteUnavailableException if it is not known to have been carried out
     */
    void invalidate(Tenant tenant, List<Invalidation.Scope> scopes);

    /**
     * What the log holds of a tenant after that position; null if it knows nothing of the tenant.
     *
     * @throws RemoteUnavailableException if there is no answer
     */
    @Nullable
    Changes changesAfter(Tenant tenant, long position);

    /**
     * Asks for the positions of tenants. Does not wait, and does not fail.
     *
     * @param answer is told of those that have one, later and on another thread
     */
    void positions(Collection<Tenant> tenants, BiConsumer<Tenant, LogPosition> answer);

    /**
     * Into how many lanes the tenants are parted, once and for all: what changes in one lane is heard or not heard apart from the
     * others.
     */
    int lanes();

    /** The lane of a tenant, from 0. */
    int laneOf(Tenant tenant);

    /** Hears what the nodes change, from now on. */
    void subscribe(RemoteListener listener);

    /** Has this node hear its own beat, if it hears anything. Does not wait, and does not fail. */
    void beat(long sentAt);

    /** Ends the connections. Operations fail afterwards. */
    @Override
    void close();
}
