package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Observers of invalidations that fail each time: the log tells of each of them, and not of each time. */
class FailingObserversTest {

    private static final int INVALIDATIONS = 5;

    @ApplicationScoped
    static class Faulty {
        void hear(@ObservesAsync InvalidationEvent event) {
            throw new IllegalStateException("of the application");
        }

        void hearToo(@ObservesAsync InvalidationEvent event) throws IOException {
            throw new IOException("of the application");
        }
    }

    @Test
    void lineOfEach_notOfEachTime() {
        try (Application application = Application.of(Contacts.class, Faulty.class);
                LogLines log = LogLines.downToDebug("io.tenantcache.cdi.extension.EventObservers")) {
            for (int i = 0; i < INVALIDATIONS; i++) {
                TenantContext.run(
                        Tenant.of("acme"),
                        () -> application.bean(Contacts.class).deleteAll());
            }

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(log.lines()).hasSize(2 * INVALIDATIONS));
            assertThat(log.warnings())
                    .containsExactlyInAnyOrder(
                            "The observer of invalidations " + Faulty.class.getName()
                                    + ".hear failed: java.lang.IllegalStateException",
                            "The observer of invalidations " + Faulty.class.getName()
                                    + ".hearToo failed: java.io.IOException");
        }
    }
}
