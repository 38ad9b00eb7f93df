package io.tenantcache.tier;

import io.tenantcache.near.Trust;

/**
 * What this node hears of a part of the tenants, and for how long what it holds of them can be believed: those whose changes are told
 * on the same way. Thread safe.
 */
final class Lane {

    private final Trust trust;
    private final long boundNanos;
    private volatile int subscription;
    private volatile long heardUntil;
    private long subscribedAt;
    private long trustedUntil;
    private boolean isNew;
    private boolean hasJoined;

    /** Of which nothing is heard yet. */
    Lane(long boundNanos, long now) {
        this.boundNanos = boundNanos;
        this.trust = new Trust(boundNanos);
        this.heardUntil = now;
    }

    /** What a beat that came back tells. */
    enum Turn {
        /** Nothing: it is older than the subscription, the last one or the bound. */
        NONE,
        /** That all is as it was. */
        GOES_ON,
        /** It is the first one that was heard. */
        JOINED,
        /** None had come for longer than the bound. */
        REJOINED
    }

    /** What near tiers may believe. */
    Trust trust() {
        return trust;
    }

    /** The number of the present subscription. */
    int subscription() {
        return subscription;
    }

    /** All that was told by then has been heard. */
    long heardUntil() {
        return heardUntil;
    }

    /** Whether nothing is heard. */
    boolean isAlone() {
        return trust.isAlone();
    }

    /** A subscription begins at that time. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // written under the lock only
    synchronized void subscribed(long now) {
        subscription++;
        subscribedAt = now;
        isNew = true;
    }

    /** The beat that was sent at that time came back by now. */
    synchronized Turn heard(long sentAt, long now) {
        if (sentAt - subscribedAt < 0 || sentAt - heardUntil < 0 || now - sentAt > boundNanos) {
            return Turn.NONE;
        }
        trustedUntil = sentAt + boundNanos;
        heardUntil = sentAt;
        if (!isNew && !trust.isAlone()) {
            return Turn.GOES_ON;
        }
        boolean wasAlone = trust.isAlone();
        isNew = false;
        trust.join();
        boolean first = !hasJoined;
        hasJoined = true;
        return first ? Turn.JOINED : wasAlone ? Turn.REJOINED : Turn.GOES_ON;
    }

    /** Ends trust if no beat has come for longer than the bound; answers whether it did. */
    synchronized boolean partIfSilent(long now) {
        boolean parts = !trust.isAlone() && now - trustedUntil > 0;
        if (parts) {
            trust.part();
        }
        return parts;
    }
}
