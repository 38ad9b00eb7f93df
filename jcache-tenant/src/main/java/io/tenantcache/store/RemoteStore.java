package io.tenantcache.store;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.List;

/** What concerns the remote tier as a whole, beyond the entries of one cache. Thread safe. */
public interface RemoteStore extends AutoCloseable {

    /**
     * Outdates all the scopes, for that tenant, in one atomic step, and tells the other nodes. The cost does not depend on
     * the number of entries.
     *
     * @param scopes a key of a cache that was closed meanwhile stands for all of that cache
     * @throws RemoteUnavailableException if it is not known to have been carried out
     */
    void invalidate(Tenant tenant, List<Invalidation.Scope> scopes);

    /** Hears what the other nodes change, from now on. */
    void subscribe(InvalidationListener listener);

    /** Ends the connections. Operations fail afterwards. */
    @Override
    void close();
}
