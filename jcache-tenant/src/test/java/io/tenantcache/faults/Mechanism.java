package io.tenantcache.faults;

import io.tenantcache.testing.PlantedChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What keeps the promises, and how it is taken away. The replay of the log and the leases have their place here. */
enum Mechanism {
    /** Redis stores what was loaded before an invalidation. */
    FENCE(
            "redis/write.lua",
            "return not live and began >= floor and math.max(tonumber(stamps[1] or 0), tonumber(stamps[2] or 0))"
                    + " <= began",
            "return not live"),
    /** What is invalidated while Redis is away is forgotten. */
    JOURNAL("tier/RemoteGate.java", "journal.add(tenant, scopes);", "") {
        @Override
        Faults faults() {
            return new Faults(List.of(FaultKind.REFUSE), Duration.ofSeconds(1), Duration.ofSeconds(8));
        }
    },
    /** The near tier keeps what was read before the key was invalidated. */
    NEAR_GUARD("near/KeyGuard.java", "return stamps.get(stripe(key)) <= stamp;", "return true;"),
    /** The other nodes are not told. */
    MESSAGES("redis/changes.lua", "redis.call('PUBLISH', channel, ", "local untold = (");

    private final String file;
    private final String right;
    private final String wrong;

    Mechanism(String file, String right, String wrong) {
        this.file = "io/tenantcache/" + file;
        this.right = right;
        this.wrong = wrong;
    }

    /** Takes it away from whoever has that folder first on the class path. */
    void removeIn(Path folder) {
        new PlantedChange(file, right, wrong).plantIn(folder);
    }

    /** What must go wrong for it to be needed: nothing, for most. */
    Faults faults() {
        return Faults.NONE;
    }
}
