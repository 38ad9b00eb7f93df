package io.tenantcache.redis;

/**
 * Knows whether all nodes that are told of changes hear sharded channels: each says so in the beats that all hear on the ordinary
 * channel. Those of an older release do not, nor do those whose server lacks such channels or forbids them. Thread safe.
 */
final class Audience {

    /**
     * Beats of this node in which none was heard of a node that does not: twice the coherence bound, and one that does not beat within
     * the bound distrusts its memory itself.
     */
    static final int CALM = 8;

    /** Beats of this node that did not come back: more, and it may not hear those of others either. */
    static final int LONGEST_SILENCE = 4;

    private int calm;
    private int unheard;
    private volatile boolean hearsShards;

    /** Whether they do, as far as this node can know. */
    boolean hearsShards() {
        return hearsShards;
    }

    /** This node sends a beat. */
    synchronized void beatSent() {
        unheard++;
        if (unheard > LONGEST_SILENCE) {
            interrupted();
        }
    }

    /** A beat was heard on the ordinary channel. */
    synchronized void beatHeard(boolean isOwn, boolean itsNodeHearsShards) {
        if (!itsNodeHearsShards) {
            calm = 0;
        } else if (isOwn) {
            calm = Math.min(CALM, calm + 1);
        }
        if (isOwn) {
            unheard = 0;
        }
        hearsShards = calm == CALM;
    }

    /** Some may not have been heard. */
    synchronized void interrupted() {
        calm = 0;
        hearsShards = false;
    }
}
