package io.tenantcache.near;

/**
 * An entry as the near tier holds it. There are many: its fields fill the 32 bytes that an object of theirs takes.
 *
 * @param held the value, as {@link io.tenantcache.store.Payload#inMemory()} has it
 * @param epoch outdates it
 * @param version tells it from those before it of the same key
 * @param deadline when it expires, by the tier's clock
 */
record NearEntry(Object held, Epoch epoch, int version, long deadline) {}
