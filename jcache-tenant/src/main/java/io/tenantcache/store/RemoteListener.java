package io.tenantcache.store;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.List;

/** Hears what the remote tier tells this node, in order. Called on its threads: it must not block. */
public interface RemoteListener {

    /** A node changed something, this one included. */
    void changed(Change change);

    /** Nobody loads these keys any more for which other nodes wait. */
    void released(Tenant tenant, List<Invalidation.Scope> keys);

    /**
     * This node's own beat came back wherever changes of that lane are told.
     *
     * @param sentAt the number that it was sent with
     */
    void beat(int lane, long sentAt);

    /** A subscription begins; what was told of any lane between the last one and this was not heard. */
    void subscribed();

    /** A subscription begins; what was told of that lane between the last one and this may not have been heard. */
    void subscribed(int lane);

    /** The remote tier is another server than before, which may lack what the last one did last. */
    void serverChanged();

    /** Something was told that this node does not understand. */
    void misheard();
}
