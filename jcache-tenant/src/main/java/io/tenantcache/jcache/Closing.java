package io.tenantcache.jcache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes what the application gave to a cache, as far as it can be closed. */
final class Closing {

    private static final Logger LOG = System.getLogger(Closing.class.getName());

    private Closing() {}

    /** One that fails goes to the log, and the others are closed all the same. */
    static void all(String cache, List<@Nullable Object> parts) {
        for (Object part : parts) {
            if (part instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    if (e instanceof InterruptedException) {
                        Thread.currentThread().interrupt();
                    }
                    LOG.log(
                            Level.WARNING,
                            "A {0} of the cache ''{1}'' could not be closed",
                            part.getClass().getName(),
                            cache);
                }
            }
        }
    }
}
