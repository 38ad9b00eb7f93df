package io.tenantcache.tier;

import io.tenantcache.EntryOptions;
import io.tenantcache.store.Entry;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Write;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Change} comes to in the store, once it is known whether there is a value.
 *
 * @param effect null for none
 * @param expires whether the entry's life ends with it
 */
record Step(Write.@Nullable Effect effect, boolean expires) {

    private static final Step NONE = new Step(null, false);
    private static final Step REMOVAL = new Step(new Write.Remove(), false);
    private static final Step END = new Step(new Write.Remove(), true);

    /**
     * The step of that change.
     *
     * @throws io.tenantcache.codec.ClassNotAllowedException if the value may not be stored
     * @throws io.tenantcache.codec.EncodingException if the value cannot be encoded
     */
    static Step of(Change change, boolean present, Expiration expiration, Payloads payloads) {
        if (change instanceof Change.Set set) {
            return store(payloads.toPayload(set.value(), set.options()), set.options(), present, expiration);
        }
        if (change instanceof Change.Load load) {
            return store(payloads.toPayload(load.value()), EntryOptions.none(), present, expiration);
        }
        if (change instanceof Change.Access) {
            return access(expiration);
        }
        return change instanceof Change.Remove ? REMOVAL : NONE;
    }

    /** What a read does to a life. */
    static Step access(Expiration expiration) {
        long ttl = expiration.accessed();
        if (ttl == Entry.UNCHANGED) {
            return NONE;
        }
        return ttl == 0 ? END : new Step(new Write.Expire(ttl), false);
    }

    /** What storing a value comes to, which may be that it expires at once. */
    static Step store(Payload payload, EntryOptions options, boolean present, Expiration expiration) {
        if (options.timeToLive().isPresent()) {
            long asked = expiration.within(options.timeToLive().get());
            return new Step(expiration.store(payload, asked, asked, 0), false);
        }
        long ttl = present ? expiration.updated() : expiration.created();
        if (ttl == 0) {
            return present ? END : new Step(null, true);
        }
        return new Step(expiration.store(payload, ttl, ttl, 0), false);
    }

    /** What storing a value that was loaded comes to, in the place of none, or of one that was there before. */
    static Step load(Payload payload, EntryOptions options, long loadMillis, Expiration expiration) {
        long ttl = options.timeToLive().map(expiration::within).orElseGet(expiration::created);
        return ttl == 0 ? new Step(null, true) : new Step(expiration.store(payload, ttl, ttl, loadMillis), false);
    }

    static long newRevision() {
        return ThreadLocalRandom.current().nextLong();
    }
}
