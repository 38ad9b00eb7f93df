package io.tenantcache.it;

import org.junit.jupiter.api.BeforeEach;

/** A deployed application that has found its Redis: what it read before that, it keeps to itself. */
abstract class ApplicationOverRedis extends DeployedApplication {

    @BeforeEach
    void awaitRedis() {
        node.awaitRedis();
    }
}
