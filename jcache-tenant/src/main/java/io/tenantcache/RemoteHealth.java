package io.tenantcache;

/**
 * How the remote tier is, as this node sees it at one moment.
 *
 * @param state of the breaker that keeps callers from waiting for it
 * @param journalled how many changes wait to be told to it; while there are any, near tier and source answer
 */
public record RemoteHealth(State state, int journalled) {

    /** The states of a breaker. */
    public enum State {
        /** The remote tier answers, or has not failed often enough. */
        CLOSED,
        /** It does not answer: callers do not ask it. */
        OPEN,
        /** It did not answer, and one caller tries again. */
        HALF_OPEN
    }

    /** Whether the remote tier is in use: it answers, and knows all that this node changed. */
    public boolean isInUse() {
        return state == State.CLOSED && journalled == 0;
    }
}
