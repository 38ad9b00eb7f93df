package io.tenantcache.near;

/**
 * An entry as the near tier holds it: small, for there are many.
 *
 * @param held the value, as {@link io.tenantcache.store.Payload#inMemory()} has it
 * @param stamp the position at which it was stored, its alone: it outdates the entry and tells it from every other
 * @param deadline when it expires, by the tier's clock
 */
record NearEntry(Object held, long stamp, long deadline) {}
