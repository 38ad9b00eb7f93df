package io.tenantcache.it;

import java.nio.file.Path;

/** By a Payara Micro that starts, and goes on without it. */
class PayaraRefusedDeploymentIT extends RefusedDeploymentContract {

    @Override
    void deploy() {
        PayaraMicro.shared();
    }

    @Override
    Path log() {
        return PayaraMicro.shared().log();
    }

    @Override
    Node refused() {
        return PayaraMicro.shared().node(REFUSED);
    }
}
