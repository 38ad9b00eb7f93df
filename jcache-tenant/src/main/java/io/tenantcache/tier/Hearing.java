package io.tenantcache.tier;

import io.tenantcache.InvalidationOrigin;
import io.tenantcache.Tenant;
import io.tenantcache.store.Change;
import io.tenantcache.store.LogPosition;
import io.tenantcache.store.RemoteStore.Changes;
import org.jspecify.annotations.Nullable;

/**
 * What this node has heard of one tenant's changes: a chain of them without a gap, and what is missing between it and an
 * earlier one. What it cannot know of is dropped from memory. Thread safe.
 */
final class Hearing {

    /*
     * In a subscription, all changes after 'since' up to 'heard' were applied here. Where an earlier subscription broke, or what was told
     * left a gap, those after 'missedAfter' up to 'since' may have been missed: what is held in memory is not believed until they are
     * caught up.
     *
     * Memory follows under the same lock: whoever finds nothing missing finds what was missing applied.
     */

    private static final long NOTHING = -1;

    private final Tenant tenant;
    private final NearTiers near;
    private final Lane lane;
    private int subscription;
    private long generation = NOTHING;
    private long since;
    private long heard;
    private long missedAfter = NOTHING;
    private LogPosition audited = new LogPosition(NOTHING, NOTHING);
    private boolean isUsed = true;
    private boolean isOver;

    /** Hears from now on, in the present subscription of the tenant's lane. */
    Hearing(Tenant tenant, NearTiers near, Lane lane) {
        this.tenant = tenant;
        this.near = near;
        this.lane = lane;
        this.subscription = lane.subscription();
    }

    /** Where the tenant's changes are heard. */
    Lane lane() {
        return lane;
    }

    /** The subscription in which a read or write began, and what was known then. */
    record Mark(int subscription, long generation, long heard) {}

    synchronized Mark mark(int present) {
        isUsed = true;
        return new Mark(present, generation, heard);
    }

    /** A change was told in the present subscription: it is applied. */
    synchronized void told(Change change, int present) {
        apply(change);
        long position = change.at().position();
        if (generation != change.at().generation()) {
            begin(change.at().generation(), change.before(), position, present);
        } else if (subscription != present) {
            continueAt(change.before(), position, present);
        } else if (change.before() == heard) {
            heard = position;
        } else if (position > heard) {
            missed(change.before(), position);
        }
        // What is not after what was heard, a read's answer told of sooner.
    }

    /**
     * The remote tier answered a read that began at that mark, in the present subscription: one from before says nothing of what was
     * missed in between. Answers whether something is missed that the log may tell.
     */
    synchronized boolean answered(LogPosition at, Mark mark, int present) {
        boolean wentBack = mark.generation() == generation && at.position() < mark.heard();
        if (generation != at.generation() || wentBack) {
            begin(at.generation(), at.position(), at.position(), present);
        } else if (subscription != present) {
            continueAt(at.position(), at.position(), present);
        }
        return missedAfter != NOTHING;
    }

    /**
     * The remote tier answered a write that was sent at that mark, in the present subscription: what it tells of another
     * generation is news, unless something else told of that first.
     */
    synchronized void wrote(LogPosition at, Mark mark, int present) {
        if (generation == mark.generation() && generation != at.generation() && mark.subscription() == present) {
            begin(at.generation(), at.position(), at.position(), present);
        }
    }

    /**
     * The remote tier was asked for the position. What was told before the last time that it was asked should have come by now: what
     * did not is lost.
     */
    synchronized void audited(LogPosition at, int present) {
        if (subscription == present && audited.generation() == at.generation()) {
            if (at.generation() != generation) {
                begin(at.generation(), at.position(), at.position(), present);
            } else if (audited.position() > heard) {
                missed(at.position(), at.position());
            }
        }
        audited = at;
    }

    /** Whether it was asked for since the last call. */
    synchronized boolean isUsed() {
        boolean was = isUsed;
        isUsed = false;
        return was;
    }

    /** What was heard is of no use any more: nothing of the tenant is held from before. */
    synchronized void forget() {
        generation = NOTHING;
        missedAfter = NOTHING;
        near.invalidate(tenant);
    }

    /** Hears nothing more. Nothing of the tenant must be held from before. */
    synchronized void end() {
        isOver = true;
    }

    /** Whether all that changed after that position was, or will be, heard. */
    synchronized boolean covers(LogPosition at) {
        return !isOver && missedAfter == NOTHING && at.generation() == generation && at.position() >= since;
    }

    /** The position after which something was missed. */
    synchronized long missedAfter() {
        return missedAfter;
    }

    /** Takes up what was missed after a position. */
    synchronized void catchUp(@Nullable Changes logged, long after) {
        if (missedAfter != after || after == NOTHING) {
            // Another did, or everything was dropped.
            return;
        }
        long last = after;
        boolean isWhole = false;
        if (logged != null && logged.at().generation() == generation) {
            for (Change change : logged.changes()) {
                if (change.before() != last) {
                    break;
                }
                apply(change);
                last = change.at().position();
            }
            isWhole = last == logged.at().position();
        }
        heard = Math.max(heard, last);
        if (isWhole && after < last && last < since) {
            // Yet more was missed while the log was read.
            missedAfter = last;
            return;
        }
        missedAfter = NOTHING;
        if (last < since) {
            near.invalidate(tenant);
        }
    }

    /** What changed after what was heard, up to 'before', was not told in the present subscription; or this is another history. */
    private void missed(long before, long position) {
        continueAt(before, position, subscription);
        if (missedAfter != NOTHING) {
            near.doubt(tenant);
        }
    }

    private void apply(Change change) {
        if (change.isOwn()) {
            near.wake(tenant, change.scopes());
        } else {
            near.invalidate(tenant, change.scopes(), InvalidationOrigin.ELSEWHERE);
        }
    }

    /** What was heard before does not connect with this. */
    private void begin(long itsGeneration, long before, long position, int present) {
        if (generation != NOTHING || subscription != present) {
            near.invalidate(tenant);
        }
        generation = itsGeneration;
        subscription = present;
        since = before;
        heard = position;
        missedAfter = NOTHING;
    }

    /** What was heard goes on here, in this subscription or a new one; it connects if nothing changed in between. */
    private void continueAt(long before, long position, int present) {
        long last = missedAfter == NOTHING ? heard : missedAfter;
        if (heard > before) {
            begin(generation, before, position, present);
            return;
        }
        subscription = present;
        since = before;
        heard = position;
        missedAfter = last == before ? NOTHING : last;
    }
}
