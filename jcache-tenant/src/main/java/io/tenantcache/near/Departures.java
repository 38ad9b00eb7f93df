package io.tenantcache.near;

import io.tenantcache.Tenant;
import io.tenantcache.store.Payload;
import java.util.function.BooleanSupplier;

/** Is told of the entries that leave the near tier of themselves. */
public interface Departures {

    /** A live entry had to make room. */
    void evicted();

    /**
     * An entry was found to have reached the end of its life.
     *
     * @param removal takes it away; answers whether it was there still. To be called once
     */
    void expired(Tenant tenant, Object key, Payload payload, BooleanSupplier removal);

    /** Nobody listens. */
    Departures UNHEARD = new Departures() {
        @Override
        public void evicted() {}

        @Override
        public void expired(Tenant tenant, Object key, Payload payload, BooleanSupplier removal) {
            removal.getAsBoolean();
        }
    };
}
