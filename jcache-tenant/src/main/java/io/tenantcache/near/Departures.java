package io.tenantcache.near;

import io.tenantcache.EvictionCause;
import io.tenantcache.Tenant;
import io.tenantcache.store.Payload;

/** Is told of the entries that leave the near tier of themselves. */
public interface Departures {

    /** An entry left, of that cause. */
    void left(EvictionCause cause);

    /**
     * An entry was found to have reached the end of its life.
     *
     * @param removal takes it away, to be called once; tells of that, if it was there still
     */
    void expired(Tenant tenant, Object key, Payload payload, Removal removal);

    /** Takes an entry away. */
    @FunctionalInterface
    interface Removal {

        /** Answers whether it was there still. */
        boolean remove();
    }

    /** Nobody listens. */
    Departures UNHEARD = new Departures() {
        @Override
        public void left(EvictionCause cause) {}

        @Override
        public void expired(Tenant tenant, Object key, Payload payload, Removal removal) {
            removal.remove();
        }
    };
}
