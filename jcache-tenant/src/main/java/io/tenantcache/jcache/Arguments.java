package io.tenantcache.jcache;

import java.time.Duration;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Checks what callers hand to a cache: neither null nor of another type than configured (sections 5.3 and 7 of the
 * specification).
 *
 * @param cache its name
 */
record Arguments(String cache, Class<?> keyType, Class<?> valueType) {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    static Arguments of(String cache, Configuration<?, ?> configuration) {
        return new Arguments(cache, configuration.getKeyType(), configuration.getValueType());
    }

    Object key(@Nullable Object key) {
        return checked("key", key, keyType);
    }

    Object value(@Nullable Object value) {
        return checked("value", value, valueType);
    }

    Duration timeToLive(@Nullable Duration timeToLive) {
        if (timeToLive == null) {
            throw new NullPointerException("The cache '" + cache + "' takes no null as a time to live");
        }
        if (timeToLive.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("A time to live of the cache '" + cache
                    + "' is at least a millisecond, not " + timeToLive + "; remove the entry to end it now");
        }
        return timeToLive;
    }

    private Object checked(String what, @Nullable Object object, Class<?> type) {
        if (object == null) {
            throw new NullPointerException("The cache '" + cache + "' takes no null as a " + what);
        }
        if (!type.isInstance(object)) {
            throw new ClassCastException("The cache '" + cache + "' takes a " + what + " of " + type.getName()
                    + ", not of " + object.getClass().getName());
        }
        return object;
    }
}
