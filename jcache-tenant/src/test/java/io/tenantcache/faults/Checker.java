package io.tenantcache.faults;

import io.tenantcache.faults.Register.Outdated;
import io.tenantcache.faults.Violation.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Events come in the order of their ends. So when a read comes, every change that returned before the read began has come.
 *
 * A change that covers a key outdates all versions older than the one that the source had for sure when the change began. A
 * read that answers an outdated version is a violation if it began
 *
 *   on the node that made the change: after the change returned, unless a fault touched the node between the begin of the
 *   change and the end of the read, or it was still recovering from one;
 *
 *   on any node: later than the bound after the change returned. If the node that made the change was cut off from Redis
 *   while it did, the others could not hear of it before it had recovered: the bound runs from there. The same goes for
 *   the reader, if the rules let one that is cut off be behind. A node has recovered some time after the fault, and not
 *   before it says that it uses Redis again and that its journal is empty. What returned just before a failover counts as if
 *   it had been done in it.
 *
 * Versions only grow. So a read has to be compared only with the changes that outdated what it answers, which nearly always
 * are none; and what is forgotten of the oldest changes makes the check weaker, never wrong.
 */
/** Finds where promises were not kept, in a history of which it remembers a bounded part. Not thread safe. */
final class Checker {

    private static final int MOST_VIOLATIONS = 20;

    private final Rules rules;
    private final FaultWindows cutOff = new FaultWindows();
    private final FaultWindows faults = new FaultWindows();
    private final FaultWindows losses = new FaultWindows();
    private final Loads loads;
    private final RecentEvents recent = new RecentEvents();
    private final Map<Slot, Register> registers = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Duration longest;
    private final Stalls stalls = new Stalls();
    private long begin = Long.MAX_VALUE;
    private long healed = Long.MIN_VALUE;
    private long boundChecks;
    private long ownChecks;

    /** With nothing seen yet. */
    Checker(Rules rules) {
        this.rules = rules;
        this.longest = rules.budget().plus(rules.longestLoad()).plus(rules.margin());
        this.loads = new Loads(longest.toNanos(), rules.readBudget().toNanos(), faults);
    }

    /** What was found so far. */
    List<Violation> violations() {
        return List.copyOf(violations);
    }

    boolean isViolated() {
        return !violations.isEmpty();
    }

    /** The reads that came after the bound of another node's change: the others prove nothing of coherence. */
    long boundChecks() {
        return boundChecks;
    }

    /** The reads that came after a change of their own node, without a fault. */
    long ownChecks() {
        return ownChecks;
    }

    /** The next event in the order of the ends. */
    void accept(Event event) {
        recent.add(event);
        begin = Math.min(begin, event.begin());
        switch (event.kind()) {
            case FAULT -> begin(event);
            case HEALED -> end(event);
            case AWAY -> away(event);
            case BACK -> back(event);
            case BUMP -> register(event.slot()).bumped(event);
            case TICK -> stalls.add(event);
            case READ, READ_IN_BULK -> read(event);
            case PUT, REMOVE, INVALIDATE -> change(event);
            case THREW -> violated(Promise.NO_FAILURE, event, "an operation threw " + event.detail());
            case LOAD, LOAD_IN_BULK, LOAD_ALL -> {
                // A load is judged together with others, a background load by its time alone.
            }
        }
        if (event.kind().isOperation()) {
            time(event);
        }
        if (rules.loads() == Rules.Loads.ONE) {
            loads.add(event, this::overlapping);
        }
    }

    private void time(Event operation) {
        long stalled = stalls.within(operation.node(), operation.begin(), operation.end());
        boolean warm = operation.begin() - begin >= rules.warmUp().toNanos();
        if (warm && operation.duration().minusNanos(stalled).compareTo(longest) > 0) {
            violated(
                    Promise.BUDGET,
                    operation,
                    "it took " + operation.duration().toMillis() + " ms, with " + longest.toMillis()
                            + " ms at the most and no thread for " + stalled / 1_000_000 + " ms");
        }
    }

    private void begin(Event fault) {
        faults.begin(fault.node(), fault.begin());
        if (FaultKind.valueOf(fault.detail()).cutsOff()) {
            cutOff.begin(fault.node(), fault.begin());
        }
        if (FaultKind.valueOf(fault.detail()).losesChanges()) {
            losses.begin(fault.node(), fault.begin() - rules.lossWindow().toNanos());
        }
    }

    private void end(Event fault) {
        long settled = fault.end() + rules.recovery().toNanos();
        healed = fault.end();
        faults.end(fault.node(), fault.begin(), settled);
        if (FaultKind.valueOf(fault.detail()).cutsOff()) {
            cutOff.end(fault.node(), fault.begin(), settled);
        }
        if (FaultKind.valueOf(fault.detail()).losesChanges()) {
            losses.end(fault.node(), fault.begin() - rules.lossWindow().toNanos(), settled);
        }
    }

    /** The node says itself that it does without Redis: however loaded the machine is, nothing is hoped of it meanwhile. */
    private void away(Event event) {
        faults.begin(event.node(), event.begin());
        cutOff.begin(event.node(), event.begin());
    }

    private void back(Event event) {
        faults.end(event.node(), event.begin(), event.end());
        cutOff.end(event.node(), event.begin(), event.end());
        long since = Math.max(healed, event.begin());
        long longestAway = 3 * rules.recovery().toNanos() + stalls.within(event.node(), since, event.end());
        if (event.end() - since > longestAway) {
            violated(
                    Promise.RECOVERY,
                    event,
                    "it did without Redis for " + (event.end() - since) / 1_000_000 + " ms, without a fault");
        }
    }

    private Register register(Slot slot) {
        return registers.computeIfAbsent(slot, absent -> new Register());
    }

    private void change(Event change) {
        if (!change.slot().isWide()) {
            register(change.slot()).changed(change);
            return;
        }
        registers.forEach((slot, register) -> {
            if (change.slot().covers(slot)) {
                register.changed(change);
            }
        });
    }

    private void read(Event read) {
        if (read.detail().equals(Event.NOTHING)) {
            // Nothing is never wrong: the entry may have been evicted, and the caller was in time to see that.
            return;
        }
        long version = read.slot().version(read.detail());
        Register register = register(read.slot());
        if (version < 0) {
            violated(Promise.ISOLATION, read, "the value belongs to another tenant, cache or key");
        } else if (!register.had(version)) {
            violated(Promise.REALITY, read, "the source never had this version");
        } else {
            for (Outdated outdated : register.outdating(version)) {
                if (judge(read, outdated)) {
                    return;
                }
            }
            count(read, register.lastChange());
        }
    }

    /** Answers whether the outdated read is a violation. */
    private boolean judge(Event read, Outdated outdated) {
        Event change = outdated.by();
        String what = "version " + outdated.version() + " was due, since a " + change.kind() + " of "
                + (change.node() == read.node() ? "the same node" : "node " + change.node()) + " returned "
                + (read.begin() - change.end()) / 1_000_000 + " ms before the read began";
        if (isOwnDue(read, change)) {
            return violated(Promise.OWN_INVALIDATION, read, what);
        }
        return isDue(read, change) && violated(Promise.COHERENCE, read, what);
    }

    private boolean isOwnDue(Event read, Event change) {
        return change.node() == read.node()
                && read.begin() > change.end()
                && !cutOff.touched(read.node(), change.begin(), read.end());
    }

    private boolean isDue(Event read, Event change) {
        long bound =
                rules.bound().plus(rules.margin()).toNanos() + stalls.within(read.node(), change.end(), read.begin());
        // What a failover undid, its node has to do again.
        long kept = losses.recovered(change.node(), change.begin(), change.end());
        long told = kept == FaultWindows.OPEN ? kept : cutOff.recovered(change.node(), change.begin(), kept);
        if (told == FaultWindows.OPEN || read.begin() <= told + bound) {
            return false;
        }
        return rules.cutOff() == Rules.CutOff.KEEPS_BOUND
                || read.begin() > cutOff.recovered(read.node(), change.begin(), told + bound);
    }

    private void count(Event read, @Nullable Event change) {
        if (change != null && change.node() == read.node()) {
            ownChecks += isOwnDue(read, change) ? 1 : 0;
        } else if (change != null) {
            boundChecks += isDue(read, change) ? 1 : 0;
        }
    }

    private void overlapping(Event first, Event second) {
        violated(
                Promise.ONE_LOAD,
                second,
                "node " + first.node() + " was loading the same key, since "
                        + (second.begin() - first.begin()) / 1_000_000 + " ms");
    }

    private boolean violated(Promise promise, Event event, String explanation) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(promise, event, explanation, recent.around(event.slot())));
        }
        return true;
    }
}
