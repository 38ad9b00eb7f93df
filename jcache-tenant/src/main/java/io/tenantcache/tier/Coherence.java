package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.Latencies;
import io.tenantcache.Tenant;
import io.tenantcache.near.Trust;
import io.tenantcache.store.Change;
import io.tenantcache.store.LogPosition;
import io.tenantcache.store.RemoteListener;
import io.tenantcache.store.RemoteStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Keeps what this node holds in memory in step with what the others change: for no longer than the coherence bound is anything
 * served that another node outdated. {@code docs/decisions/0013-coherence-protocol.md} has the protocol. Thread safe.
 */
public final class Coherence implements RemoteListener {

    private static final Logger LOG = System.getLogger(Coherence.class.getName());

    /** Tenants of one audit. */
    private static final int AUDITED = 1_000;

    /** Rounds of audits after which a tenant that was not asked for is forgotten: at least as many beats. */
    private static final int ROUNDS_UNUSED = 1_200;

    private final RemoteStore remote;
    private final RemoteGate gate;
    private final NearTiers near;
    private final List<Lane> lanes;
    private final long boundNanos;
    private final LongSupplier nanoClock;
    private final Map<Tenant, Hearing> hearings = new ConcurrentHashMap<>();
    private final Queue<Tenant> toAudit = new ArrayDeque<>();
    private int unusedRounds;
    private final CountDownLatch joined;
    private final Histogram propagation;
    private final StateLog states;

    /**
     * The ways to the remote tier.
     *
     * @param remote the tier
     * @param gate the gate before it
     */
    public record Ways(RemoteStore remote, RemoteGate gate) {}

    /**
     * Of a node that hears nothing yet.
     *
     * @param bound the longest time for which something outdated may be served
     */
    public Coherence(Ways ways, NearTiers near, Duration bound, LongSupplier nanoClock) {
        this.remote = ways.remote();
        this.gate = ways.gate();
        this.near = near;
        this.boundNanos = bound.toNanos();
        this.nanoClock = nanoClock;
        long now = nanoClock.getAsLong();
        this.lanes = Stream.generate(() -> new Lane(boundNanos, now))
                .limit(remote.lanes())
                .toList();
        this.joined = new CountDownLatch(lanes.size());
        this.propagation = new Histogram(nanoClock);
        this.states = new StateLog(LOG, nanoClock);
    }

    /** How long ago all was heard that had been told by then. */
    Duration lag() {
        long now = nanoClock.getAsLong();
        return Duration.ofNanos(lanes.stream()
                .mapToLong(lane -> Math.max(0, now - lane.heardUntil()))
                .max()
                .orElse(0));
    }

    /** How long beats took. */
    Latencies propagation() {
        return propagation;
    }

    /** The longest time for which something outdated may be served. */
    long boundNanos() {
        return boundNanos;
    }

    /** How long to wait for what may have been missed. */
    long patienceMillis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(boundNanos / Heartbeat.BEATS));
    }

    /** What near tiers may believe of that tenant. */
    public Trust trust(Tenant tenant) {
        return laneOf(tenant).trust();
    }

    /** Whether near tiers may believe what they hold, of whatever tenant. */
    boolean isTrusted() {
        return lanes.stream().noneMatch(Lane::isAlone);
    }

    private Lane laneOf(Tenant tenant) {
        return lanes.get(remote.laneOf(tenant));
    }

    /** Waits until this node hears the others, for that time at the most. */
    public void awaitTrust(Duration longest) {
        try {
            if (!joined.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.DEBUG, "Nothing is heard of the other nodes yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends a beat, sees whether the last ones came back, and whether something was told that was not heard: to be called some times
     * within the bound, by one thread.
     */
    public void beat() {
        long now = nanoClock.getAsLong();
        remote.beat(now);
        near.renewLeases();
        audit();
        boolean parted = false;
        for (Lane lane : lanes) {
            parted |= lane.partIfSilent(now);
        }
        if (parted) {
            states.changed(
                    Level.WARNING,
                    "Nothing is heard of the other nodes" + ofSome()
                            + "; what memory holds of before is not served until it is");
        }
        gate.tell();
        states.tell();
    }

    /** Of which part of the tenants that is, if not of all. */
    private String ofSome() {
        long alone = lanes.stream().filter(Lane::isAlone).count();
        return alone == lanes.size() ? "" : " by " + alone + " of " + lanes.size() + " channels";
    }

    /** Asks for the positions of some tenants, and in turn of all. */
    private void audit() {
        if (toAudit.isEmpty()) {
            forgetUnused();
            toAudit.addAll(hearings.keySet());
        }
        Map<Tenant, Integer> subscriptions = new HashMap<>();
        while (!toAudit.isEmpty() && subscriptions.size() < AUDITED) {
            Tenant tenant = toAudit.remove();
            Hearing hearing = hearings.get(tenant);
            if (hearing != null && !hearing.lane().isAlone()) {
                subscriptions.put(tenant, hearing.lane().subscription());
            }
        }
        if (subscriptions.isEmpty()) {
            return;
        }
        remote.positions(subscriptions.keySet(), (tenant, at) -> {
            Hearing hearing = hearings.get(tenant);
            if (hearing != null) {
                hearing.audited(at, subscriptions.getOrDefault(tenant, 0));
            }
        });
    }

    private void forgetUnused() {
        if (++unusedRounds < ROUNDS_UNUSED) {
            return;
        }
        unusedRounds = 0;
        hearings.forEach((tenant, hearing) -> {
            if (!hearing.isUsed()) {
                hearings.remove(tenant, hearing);
                hearing.end();
                // After it is gone: who still finds it fetched before this.
                near.invalidate(tenant);
            }
        });
    }

    /** What was heard of the tenant; from now on, all that changes is. */
    Hearing of(Tenant tenant) {
        Hearing known = hearings.get(tenant);
        return known != null
                ? known
                : hearings.computeIfAbsent(tenant, absent -> new Hearing(tenant, near, laneOf(tenant)));
    }

    /** To be taken before the remote tier is read or written. */
    Hearing.Mark mark(Hearing hearing) {
        return hearing.mark(hearing.lane().subscription());
    }

    /**
     * The remote tier answered a read that began at that mark.
     *
     * @return the term in which what memory holds of the tenant, and the answer with it, can be believed; {@link Trust#NEVER} if
     *     they cannot
     */
    int answered(Tenant tenant, Hearing hearing, Hearing.Mark mark, LogPosition at) {
        // Before the chain is looked at: if that breaks afterwards, the term is over.
        Lane lane = hearing.lane();
        int term = lane.trust().term();
        int present = lane.subscription();
        if (mark.subscription() != present) {
            return Trust.NEVER;
        }
        boolean behind = hearing.answered(at, mark, present);
        if (lane.isAlone() || (behind && !catchUp(tenant, hearing))) {
            return Trust.NEVER;
        }
        return hearing.covers(at) ? term : Trust.NEVER;
    }

    /** Whether the subscription of that mark is the present one. */
    boolean goesOn(Hearing hearing, Hearing.Mark mark) {
        return hearing.lane().subscription() == mark.subscription();
    }

    /** The remote tier carried out a write that was sent at that mark. */
    void wrote(Hearing hearing, Hearing.Mark mark, LogPosition at) {
        if (mark.generation() != at.generation()) {
            hearing.wrote(at, mark, hearing.lane().subscription());
        }
    }

    /** Answers whether the remote tier could be asked. */
    private boolean catchUp(Tenant tenant, Hearing hearing) {
        long after = hearing.missedAfter();
        return gate.through(() -> {
                    hearing.catchUp(remote.changesAfter(tenant, after), after);
                    return true;
                })
                != null;
    }

    @Override
    public void changed(Change change) {
        Hearing hearing = hearings.get(change.tenant());
        // Without one nothing of the tenant is held here.
        if (hearing != null) {
            hearing.told(change, hearing.lane().subscription());
        }
    }

    @Override
    public void released(Tenant tenant, List<Invalidation.Scope> keys) {
        near.wake(tenant, keys);
    }

    @Override
    public void subscribed() {
        long now = nanoClock.getAsLong();
        lanes.forEach(lane -> lane.subscribed(now));
        remote.beat(now);
    }

    @Override
    public void subscribed(int lane) {
        // The next beat will tell.
        lanes.get(lane).subscribed(nanoClock.getAsLong());
    }

    @Override
    public void serverChanged() {
        gate.serverChanged();
        // What was heard is not what this server knows: the same position may name another change there.
        hearings.values().forEach(Hearing::forget);
    }

    @Override
    public void misheard() {
        subscribed();
    }

    @Override
    public void beat(int number, long sentAt) {
        Lane lane = lanes.get(number);
        Lane.Turn turn = lane.heard(sentAt, nanoClock.getAsLong());
        if (turn == Lane.Turn.NONE) {
            return;
        }
        propagation.endedSince(sentAt);
        gate.heard(sentAt);
        if (turn == Lane.Turn.JOINED) {
            joined.countDown();
        } else if (turn == Lane.Turn.REJOINED && isTrusted()) {
            states.changed(Level.INFO, "The other nodes are heard again, and memory is trusted");
        }
    }
}
