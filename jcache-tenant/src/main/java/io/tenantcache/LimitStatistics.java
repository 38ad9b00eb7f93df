package io.tenantcache;

/**
 * What a rate limit did on this node. A live view; thread safe. Calls are counted, whatever number of permits they are for, and once for
 * each subject that the limit has in them. To look at a limit counts nothing.
 */
public interface LimitStatistics {

    /** The name of the limit; {@code other} for all those together that came after the first 200 names. */
    String name();

    /** Calls under the limit that were admitted: by it, and by all others that they were under. */
    long admitted();

    /** Calls that it refused. */
    long denied();

    /** Of those that it refused, the ones that this node knew to be refused: nobody was asked. */
    long deniedFromMemory();

    /** While Redis did not answer: calls under the limit that this node decided by its own counters. They are part of the others. */
    long decidedAlone();

    /** While Redis did not answer: calls under the limit for which it did not count, since it allows all then. */
    long allowedUncounted();

    /** While Redis did not answer: calls under the limit that it refused, since it denies all then. They are part of those denied. */
    long deniedUncounted();
}
