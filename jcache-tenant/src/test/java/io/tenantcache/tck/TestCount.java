package io.tenantcache.tck;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Fails the run if fewer tests of the TCK were carried out than the system property {@code tck.tests} says. A scan that
 * finds less, a test that is skipped, and one that the TCK leaves out by itself (for want of a property or of a service,
 * which it reports as passed) do not count.
 */
public final class TestCount implements LauncherSessionListener {

    private static final String ENGINE = "junit-vintage";

    private final int expected = Integer.getInteger("tck.tests", 0);
    private final AtomicInteger carriedOut = new AtomicInteger();
    private final AtomicInteger leftOut = new AtomicInteger();

    /** Held here, since the log manager would let go of it, and of its handler. */
    private final Logger log = Logger.getLogger("org.jsr107.tck");

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (expected > 0) {
            log.addHandler(new LeftOut());
            session.getLauncher().registerTestExecutionListeners(new CarriedOut());
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        int counted = carriedOut.get() - leftOut.get();
        if (counted < expected) {
            throw new IllegalStateException("The TCK has " + expected + " tests to run, of which " + counted + " ran; "
                    + leftOut + " more say that they passed, yet were left out");
        }
    }

    private final class CarriedOut implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()
                    && test.getUniqueIdObject()
                            .getEngineId()
                            .filter(ENGINE::equals)
                            .isPresent()
                    && result.getStatus() != Status.ABORTED) {
                carriedOut.incrementAndGet();
            }
        }
    }

    private final class LeftOut extends Handler {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getMessage().startsWith("===== EXCLUDING TEST")) {
                leftOut.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
