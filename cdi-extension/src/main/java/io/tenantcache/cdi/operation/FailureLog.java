package io.tenantcache.cdi.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Says in the log what failed: each kind as a warning once, and then as debug. Thread safe. */
public final class FailureLog {

    private static final int MOST_KINDS = 1_000;

    private final Logger log;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Says it there. */
    public FailureLog(Logger log) {
        this.log = log;
    }

    /**
     * Something failed.
     *
     * @param kind tells it from what is worth a warning of its own
     * @param message is not shown for each
     */
    public void failed(String kind, Supplier<String> message) {
        boolean first = told.size() < MOST_KINDS && told.add(kind);
        log.log(first ? Level.WARNING : Level.DEBUG, message);
    }
}
