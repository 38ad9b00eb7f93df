package io.tenantcache.it;

/** In one Payara Micro. */
class PayaraTwoNodesIT extends TwoNodesContract {

    @Override
    Node node(String name) {
        return PayaraMicro.shared().node(name);
    }
}
