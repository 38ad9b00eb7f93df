package io.tenantcache.near;

import io.tenantcache.store.Payload;

/**
 * An entry as the near tier holds it.
 *
 * @param payload the value
 * @param revision the revision, as the authority knows it
 * @param stamp this tier's position at which the entry was asked for
 * @param deadline when it expires, by the tier's clock
 * @param region the region that can outdate it
 */
record NearEntry(Payload payload, long revision, long stamp, long deadline, NearRegion region) {}
