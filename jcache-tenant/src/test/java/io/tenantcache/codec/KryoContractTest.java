package io.tenantcache.codec;

import io.tenantcache.config.Codec;

class KryoContractTest extends ValueCodecContract {

    @Override
    Codec kind() {
        return Codec.KRYO;
    }

    @Override
    boolean keepsReferences() {
        return true;
    }
}
