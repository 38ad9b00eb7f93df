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
 * @param isOwn whether this node made the change: its memory has followed already
 */
public record Change(Tenant tenant, LogPosition at, long before, List<Invalidation.Scope> scopes, boolean isOwn) {}
