package io.tenantcache.linearizability;

import io.tenantcache.testing.PlantedChange;
import java.nio.file.Path;

/** A change of the script that writes, after which a compare-and-set is a plain set. */
enum PlantedFault {
    /** What replaces a value does so too if another writer came between. */
    REVISION_NOT_COMPARED("string.sub(envelope, 3, 10) == compared", "true"),
    /** What needs an absent entry puts its own in the place of another. */
    ABSENCE_NOT_CHECKED("if condition == 'any' then", "if condition == 'any' or condition == 'absent' then");

    private static final String SCRIPT = "io/tenantcache/redis/write.lua";

    private final String right;
    private final String wrong;

    PlantedFault(String right, String wrong) {
        this.right = right;
        this.wrong = wrong;
    }

    /** Writes the changed script to where a class path that begins with that folder finds it before the real one. */
    void plantIn(Path folder) {
        new PlantedChange(SCRIPT, right, wrong).plantIn(folder);
    }
}
