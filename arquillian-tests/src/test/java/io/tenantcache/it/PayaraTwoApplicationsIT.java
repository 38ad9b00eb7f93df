package io.tenantcache.it;

/** In one Payara Micro, which keeps what it was started with: nothing is removed from it. */
class PayaraTwoApplicationsIT extends TwoApplicationsContract {

    @Override
    Node node(String name) {
        return PayaraMicro.shared().node(name);
    }
}
