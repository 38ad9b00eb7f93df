package io.tenantcache.it;

import org.junit.jupiter.api.BeforeEach;

/** A deployed application that has found its Redis: what it read before that, it keeps to itself. */
abstract class ApplicationOverRedis extends DeployedApplication {

    /** The one of that name. */
    ApplicationOverRedis(String name) {
        super(name);
    }

    @BeforeEach
    void awaitRedis() {
        node.awaitRedis();
    }
}
