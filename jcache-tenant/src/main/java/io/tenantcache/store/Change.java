package io.tenantcache.store;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.List;

/**
 * A change of a tenant's entries, as the remote tier tells every node of it.
 *
 * @param tenant whose entries changed
 * @param at its position
 * @param before the position of the change before it
 * @param scopes what changed, of what is open on this node
 * @param extent whether it was all that the tenant has, and who made it
 */
public record Change(Tenant tenant, LogPosition at, long before, List<Invalidation.Scope> scopes, Extent extent) {

    /**
     * How far a change concerns this node.
     *
     * @param everything whether all that the tenant has changed
     * @param isOwn whether this node made the change: its memory has followed already
     */
    public record Extent(boolean everything, boolean isOwn) {}
}
