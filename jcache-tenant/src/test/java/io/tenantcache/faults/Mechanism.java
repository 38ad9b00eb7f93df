package io.tenantcache.faults;

import io.tenantcache.testing.PlantedChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What keeps the promises, and how it is taken away. */
enum Mechanism {
    /** Redis stores what was loaded before an invalidation, and without a lease. */
    FENCE(
            "redis/write.lua",
            "return lease and token_of(lease) == compared and lease",
            "return not live and ('0' .. struct.pack('>I8I8', generation, before))"),
    /** Everybody gets the lease. */
    LEASE("redis/read.lua", "if not held or token_of(held) == ARGV[5] then", "if true then") {
        // So many keys that the hot ones were never loaded: what is loaded again after a change may be loaded twice.
        @Override
        Workload workload() {
            return new Workload(2_000, 4, 20, 0, Duration.ofMillis(12), Duration.ofMillis(150));
        }
    },
    /** Redis answers what bears an outdated tag. */
    TAGS(
            "redis/prelude.lua",
            "return bit.band(string.byte(envelope, 2), 32) == 0 or has_current_tags(envelope, region)",
            "return true"),
    /** What is invalidated while Redis is away is forgotten. */
    JOURNAL("tier/RemoteGate.java", "journal.add(tenant, scopes);", "") {
        @Override
        Faults faults() {
            return new Faults(List.of(FaultKind.REFUSE), Duration.ofSeconds(1), Duration.ofMillis(5_500), 1);
        }
    },
    /** What happens while a node does not hear the others is never told to it. */
    LOG_REPLAY("tier/Hearing.java", "missedAfter = last == before ? NOTHING : last;", "missedAfter = NOTHING;") {
        @Override
        Faults faults() {
            return new Faults(List.of(FaultKind.DEAF), Duration.ofMillis(1_500), Duration.ofSeconds(4), 1);
        }
    },
    /** A message that was lost while the connection stood is not missed by the one after it. */
    GAP("tier/Hearing.java", "missed(change.before(), position);", "heard = position;") {
        @Override
        Faults faults() {
            return new Faults(List.of(FaultKind.MESSAGES_LOST), Duration.ofMillis(1_500), Duration.ofSeconds(4), 1);
        }
    },
    /** The near tier keeps what was read before the key was invalidated. */
    NEAR_GUARD("near/KeyGuard.java", "return stamps.get(stripe(key)) <= stamp;", "return true;"),
    /** What a failover undid is not done again. */
    FAILOVER_REPLAY("tier/RemoteGate.java", "journal.addAll(changes);", "") {
        @Override
        Topology topology() {
            return Topology.SENTINEL;
        }

        @Override
        Faults faults() {
            return new Faults(List.of(FaultKind.FAILOVER_BEHIND), Duration.ofSeconds(1), Duration.ofSeconds(7), 1);
        }
    };

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

    /** How Redis must be set up for it to be needed. */
    Topology topology() {
        return Topology.STANDALONE;
    }

    /** What has to be done for it to be needed: more changes of one key, to be missed; fewer of a cache, which would heal that. */
    Workload workload() {
        return new Workload(40, 4, 400, 2, Duration.ofMillis(12), Duration.ofMillis(150));
    }

    /** What must go wrong for it to be needed: nothing, for most. */
    Faults faults() {
        return Faults.NONE;
    }
}
