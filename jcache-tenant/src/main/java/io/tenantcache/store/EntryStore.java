package io.tenantcache.store;

import io.tenantcache.Tenant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The entries of one cache, of all tenants, in one tier. Every method is linearizable per key; the bulk ones are not
 * atomic across keys. Thread safe.
 *
 * <p>The near tier is one, and so is the remote tier: whichever is the authority, the same code works on it. The remote
 * one throws {@link RemoteUnavailableException}, and blocks for its operation timeout at the most.
 */
public interface EntryStore {

    /** The live entry of the key, or the stamp for the load that follows. */
    Lookup read(Tenant tenant, Object key);

    /** {@link #read} for many keys; each key has an answer. */
    Map<Object, Lookup> readAll(Tenant tenant, Collection<?> keys);

    /**
     * Carries out each write whose condition holds, and answers in the same order. The remote tier does so in one step: many
     * writes come in {@linkplain Write#inParts parts}.
     */
    List<Outcome> write(Tenant tenant, List<Write> writes);

    /** The tenant's live entries, each once. One that is written meanwhile may or may not be among them. */
    Iterator<Keyed> scan(Tenant tenant);

    /** {@link #write(Tenant, List)} for one. */
    default Outcome write(Tenant tenant, Write write) {
        return write(tenant, List.of(write)).get(0);
    }
}
