package io.tenantcache.near;

import io.tenantcache.store.Payload;
import java.util.List;

/**
 * An entry as the near tier holds it. There are many: its fields fill the 32 bytes that an object of theirs takes.
 *
 * @param held the value, as {@link io.tenantcache.store.Payload#inMemory()} has it
 * @param epoch outdates it
 * @param version tells it from those before it of the same key
 * @param deadline when it expires, by the tier's clock
 */
record NearEntry(Object held, Epoch epoch, int version, long deadline) {

    /** The tags that it bears. */
    List<String> tags() {
        return epoch.tags();
    }

    /** The value, with its tags. */
    Payload payload() {
        Payload payload = Payload.ofMemory(held);
        return tags().isEmpty() ? payload : payload.withTags(tags());
    }
}
