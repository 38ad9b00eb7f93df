package io.tenantcache.jcache;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the caches say in the log, down to what they inform of. */
final class StateLines extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("io.tenantcache");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private StateLines() {}

    static StateLines heard() {
        StateLines lines = new StateLines();
        LOGGER.addHandler(lines);
        return lines;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord message) {
        if (message.getLevel().intValue() >= Level.INFO.intValue()) {
            lines.add(MessageFormat.format(message.getMessage(), message.getParameters()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
