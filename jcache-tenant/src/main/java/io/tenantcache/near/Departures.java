package io.tenantcache.near;

import io.tenantcache.Tenant;
import io.tenantcache.store.Payload;

/** Is told of the entries that leave the near tier of themselves. */
public interface Departures {

    /** A live entry had to make room. */
    void evicted();

    /**
     * An entry was found to have reached the end of its life.
     *
     * @param removal takes it away, to be called once
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
        public void evicted() {}

        @Override
        public void expired(Tenant tenant, Object key, Payload payload, Removal removal) {
            removal.remove();
        }
    };
}
