package io.tenantcache.faults;

import io.tenantcache.testing.PlantedChange;
import java.nio.file.Path;

/** Servers whose clocks differ by some seconds: one that takes over is behind the one before it, or ahead of it. */
final class SkewedClocks {

    /** By their ports: up to 5.8 s. */
    private static final PlantedChange SKEW = new PlantedChange(
            "io/tenantcache/redis/prelude.lua",
            "return now[1] * 1000000 + now[2]",
            "return now[1] * 1000000 + now[2]"
                    + " - string.match(redis.call('INFO', 'server'), 'tcp_port:(%d+)') % 97 * 60000");

    private SkewedClocks() {}

    /** Has the scripts of whoever has that folder first on the class path read them. */
    static void plantIn(Path folder) {
        SKEW.plantIn(folder);
    }
}
