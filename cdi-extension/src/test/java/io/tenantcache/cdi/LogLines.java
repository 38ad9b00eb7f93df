package io.tenantcache.cdi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is logged under a name while this is open. */
public final class LogLines extends Handler implements AutoCloseable {

    private final Logger logger;
    private final @Nullable Level before;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private LogLines(String name) {
        logger = Logger.getLogger(name);
        before = logger.getLevel();
        logger.addHandler(this);
    }

    /** As is shown by default. */
    public static LogLines of(String name) {
        return new LogLines(name);
    }

    /** Down to what is for debugging only. */
    public static LogLines downToDebug(String name) {
        LogLines lines = new LogLines(name);
        lines.logger.setLevel(Level.FINE);
        return lines;
    }

    public List<String> lines() {
        return lines;
    }

    /** Those that are warnings. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getMessage());
        if (line.getLevel().equals(Level.WARNING)) {
            warnings.add(line.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
