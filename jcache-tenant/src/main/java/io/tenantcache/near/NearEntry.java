package io.tenantcache.near;

import io.tenantcache.store.Payload;
import java.util.List;

/** An entry as the near tier holds it. There are many: its fields fill the 32 bytes that an object of theirs takes. */
class NearEntry {

    private final Object held;
    private final Epoch epoch;
    private final int version;
    private final long deadline;

    /**
     * An entry.
     *
     * @param held the value, as {@link Payload#inMemory()} has it
     * @param epoch outdates it
     * @param version tells it from those before it of the same key
     * @param deadline until when it is served to all without another look, by the tier's clock
     */
    NearEntry(Object held, Epoch epoch, int version, long deadline) {
        this.held = held;
        this.epoch = epoch;
        this.version = version;
        this.deadline = deadline;
    }

    Object held() {
        return held;
    }

    Epoch epoch() {
        return epoch;
    }

    int version() {
        return version;
    }

    /** The tags that it bears. */
    List<String> tags() {
        return epoch.tags();
    }

    /** The value, with its tags. */
    Payload payload() {
        Payload payload = Payload.ofMemory(held);
        return tags().isEmpty() ? payload : payload.withTags(tags());
    }

    /** Until when it is served to all; who would load has it loaded anew from then on. */
    final long deadline() {
        return deadline;
    }

    /** When its life is over. */
    long end() {
        return deadline;
    }

    /** The same with a life that ends then, and is not renewed before. */
    NearEntry endingAt(long end) {
        return new NearEntry(held, epoch, version, end);
    }
}
