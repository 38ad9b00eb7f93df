package io.tenantcache.store;

/**
 * What a store must hold of a key for a write to apply: the condition of compare-and-set.
 *
 * @param kind the kind of condition
 * @param revision the revision that it speaks of; 0 for the other kinds
 * @param stamp the stamp that it speaks of; of no position for the other kinds
 */
public record Expectation(Kind kind, long revision, Stamp stamp) {

    private static final Stamp NO_STAMP = new Stamp(-1, Stamp.NO_LEASE);

    /** Anything. */
    public static final Expectation ANY = new Expectation(Kind.ANY, 0, NO_STAMP);
    /** No live entry. */
    public static final Expectation ABSENT = new Expectation(Kind.ABSENT, 0, NO_STAMP);
    /** A live entry. */
    public static final Expectation PRESENT = new Expectation(Kind.PRESENT, 0, NO_STAMP);

    /** The kinds of condition. */
    public enum Kind {
        /** Anything. */
        ANY,
        /** No live entry. */
        ABSENT,
        /** A live entry. */
        PRESENT,
        /** A live entry of that revision. */
        REVISION,
        /** No live entry, and nothing that the stamp stands for is over: the condition of a fill. */
        UNCHANGED_SINCE,
        /** Nothing that the stamp stands for is over: the condition of a fill in the place of a live entry. */
        REFRESHES
    }

    /** A live entry of exactly that revision. */
    public static Expectation revision(long revision) {
        return new Expectation(Kind.REVISION, revision, NO_STAMP);
    }

    /** No live entry, and nothing that the stamp stands for is over: the condition of a fill. */
    public static Expectation unchangedSince(Stamp stamp) {
        return new Expectation(Kind.UNCHANGED_SINCE, 0, stamp);
    }

    /** Nothing that the stamp stands for is over: the condition of a fill in the place of a live entry. */
    public static Expectation refreshes(Stamp stamp) {
        return new Expectation(Kind.REFRESHES, 0, stamp);
    }

    /** Whether a write under it is a fill: it changes no meaning, so nobody is told. */
    public boolean isFill() {
        return kind == Kind.UNCHANGED_SINCE || kind == Kind.REFRESHES;
    }
}
