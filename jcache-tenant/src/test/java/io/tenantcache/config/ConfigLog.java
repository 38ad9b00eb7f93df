package io.tenantcache.config;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Records what the loader logs, until it is closed. */
final class ConfigLog extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger(TenantCacheConfigLoader.class.getName());
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private ConfigLog() {}

    static ConfigLog record() {
        ConfigLog log = new ConfigLog();
        log.logger.addHandler(log);
        log.logger.setUseParentHandlers(false);
        return log;
    }

    List<String> warnings() {
        return warnings;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().equals(Level.WARNING)) {
            warnings.add(entry.getMessage());
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
