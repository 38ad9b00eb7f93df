package io.tenantcache.faults;

import io.tenantcache.RemoteHealth;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.faults.Event.Kind;

/** Records when a node does without Redis, by what it says itself: it is looked at so often that a short time may pass unseen. */
final class Absences {

    private final TenantCacheManager manager;
    private final Recorder recorder;
    private final int node;
    private long present = System.nanoTime();
    private boolean away;

    /** Of that node, which uses Redis now. */
    Absences(TenantCacheManager manager, Recorder recorder, int node) {
        this.manager = manager;
        this.recorder = recorder;
        this.node = node;
    }

    /** Looks whether that has changed; not for several threads. */
    void look() {
        long now = System.nanoTime();
        boolean inUse = manager.remoteHealth().map(RemoteHealth::isInUse).orElse(false);
        if (away == inUse) {
            away = !inUse;
            recorder.record(away ? Kind.AWAY : Kind.BACK, node, Slot.NONE, present, Event.NOTHING);
        }
        if (inUse) {
            present = now;
        }
    }
}
