package io.tenantcache.it;

/** In one Payara Micro, beside what else it has. */
class PayaraHealthIT extends HealthContract {

    @Override
    Node lenient() {
        return PayaraMicro.shared().node(LENIENT);
    }

    @Override
    int others() {
        // What has not used its caches yet tells of no Redis.
        PayaraMicro.shared().node("one").awaitRedis();
        PayaraMicro.shared().node("two").awaitRedis();
        return 2;
    }
}
