package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.it.app.refused.Mistaken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An application with mistakes is not deployed, and the server tells of all of them at once. */
abstract class RefusedDeploymentContract {

    static final String REFUSED = "refused";

    private static final String BEAN = "io.tenantcache.it.app.refused.Mistaken.";

    static WebArchive archive() {
        return Node.bareArchive(REFUSED, Mistaken.class.getPackage())
                .addAsResource(
                        new StringAsset("tenantcache.redis.adress=redis://127.0.0.1:6379\n"),
                        "META-INF/microprofile-config.properties");
    }

    /** Has the server try to deploy it, if it has not yet. */
    abstract void deploy();

    /** Where the server's log is. */
    abstract Path log();

    /** The application, were it there. */
    abstract Node refused();

    @Test
    void mistakes_allTold_applicationNotThere() throws IOException {
        deploy();

        await().untilAsserted(() -> assertThat(Files.readString(log())).contains("for 3 reasons"));
        assertThat(Files.readString(log()))
                .containsPattern("TC-001 [^\n]*tenantcache\\.redis\\.adress")
                .contains("TC-101 " + BEAN + "both", "TC-103 " + BEAN + "nothingToPut");
        assertThat(refused().pageResponse("mistake").statusCode()).isEqualTo(404);
    }
}
