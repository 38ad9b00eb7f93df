package io.tenantcache.redis;

import io.tenantcache.store.RemoteUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows which history of changes the server of each slot is of, and notices when it is another one than before: the server was
 * restarted, or a replica has taken its place. The last changes may then be lost. Thread safe.
 */
final class Masters {

    /*
     * To ask with each operation would cost Redis half as much as the operation. It is asked anew only when the answer can
     * be another one: a channel leads to one server process, and one that is demoted has its channels closed (Sentinel) or
     * refuses the slot (Cluster). So there is an epoch that moves on when a channel is about to carry its first script. An
     * answer was given by a known server if its slot was asked in the present epoch. If not, the slot is asked after the
     * answer has come: by then the new channel is in use, so the question goes the same way or a later one.
     *
     * A change moves the epoch on too. A slot that was asked in no later epoch than that of the change has not been used
     * since, so the change covers it: of a master that is replaced, thousands of slots make one change.
     */

    /** What the server of a slot answered when it was asked last, and the epoch before it was asked. */
    private record Seen(long history, long epoch) {}

    /** Of the forty hexadecimal digits of a history: as many as a number in Lua holds. */
    static final int HISTORY_DIGITS = 12;

    private static final Logger LOG = System.getLogger(Masters.class.getName());

    /** The epoch since which the histories are known that were there from the start: they replaced none. */
    private static final long START = 0;

    private final AtomicReferenceArray<@Nullable Seen> slots;
    private final AtomicLong epoch = new AtomicLong(START + 1);
    /** Histories, and the epochs that began with them. One more with each failover. */
    private final Map<Long, Long> known = new HashMap<>();

    private final Runnable serverChanged;
    private boolean warned;

    /**
     * Knows nothing yet.
     *
     * @param serverChanged told of each change, by whoever finds it out; while it runs, no other answer is confirmed
     */
    Masters(Topology topology, Runnable serverChanged) {
        this.slots = new AtomicReferenceArray<>(topology == Topology.CLUSTER ? HashSlot.COUNT : 1);
        this.serverChanged = serverChanged;
    }

    /** A channel is about to be used that was not used before. */
    void channelUsed() {
        epoch.incrementAndGet();
    }

    /**
     * Returns if the answer that has just come was given by the server that answered before, or by the first one.
     *
     * @param key a key of its slot
     * @param ask asks the slot for its history; empty if it cannot be known
     * @throws RemoteUnavailableException if the server is another one; the change has been told
     */
    void confirm(String key, Supplier<OptionalLong> ask) {
        int slot = slots.length() == 1 ? 0 : HashSlot.of(key);
        Seen seen = slots.get(slot);
        long asked = epoch.get();
        if (seen != null && seen.epoch() == asked) {
            return;
        }
        if (isOther(slot, asked, known(ask.get()))) {
            throw new RemoteUnavailableException("Redis was restarted, or another server has taken its place", null);
        }
    }

    /** These are histories of masters, found out beside all operations: a node without operations notices changes too. */
    synchronized void found(Collection<Long> histories) {
        boolean first = known.isEmpty();
        for (long history : histories) {
            if (first) {
                known.put(history, START);
            } else if (!known.containsKey(history)) {
                change(history);
            }
        }
    }

    private synchronized long known(OptionalLong history) {
        if (history.isEmpty() && !warned) {
            warned = true;
            LOG.log(
                    Level.WARNING,
                    "Redis does not tell INFO replication, so a failover cannot be noticed; allow its user the command INFO");
        }
        return history.orElse(0);
    }

    private synchronized boolean isOther(int slot, long asked, long history) {
        Seen seen = slots.get(slot);
        if (seen != null && seen.epoch() > asked) {
            // Somebody asked after this caller did. If it was answered otherwise, so may the caller's operation have
            // been.
            return seen.history() != history;
        }
        boolean other = replaces(seen, history);
        if (other) {
            change(history);
        } else {
            known.putIfAbsent(history, START);
        }
        slots.set(slot, new Seen(history, asked));
        return other;
    }

    private boolean replaces(@Nullable Seen seen, long history) {
        if (known.isEmpty()) {
            return false;
        }
        Long since = known.get(history);
        if (since == null) {
            return true;
        }
        return since > START && seen != null && seen.history() != history && seen.epoch() >= since;
    }

    private void change(long history) {
        LOG.log(
                Level.WARNING,
                "Redis was restarted, or another server has taken its place; its last changes may be lost");
        known.put(history, epoch.incrementAndGet());
        serverChanged.run();
    }
}
