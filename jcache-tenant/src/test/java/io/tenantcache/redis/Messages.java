package io.tenantcache.redis;

import io.tenantcache.codec.KeyText;
import java.nio.charset.StandardCharsets;

/** Reads messages of other nodes, for tests of other packages. */
public final class Messages {

    private Messages() {}

    /** Reads one as a node does whose caches all have such keys. */
    public static boolean isOne(byte[] message, KeyText keys) {
        return Message.parse(new String(message, StandardCharsets.UTF_8), "node", cache -> keys) != null;
    }
}
