package io.tenantcache.ratelimit;

import io.tenantcache.LimitStatistics;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one limit. */
final class LimitTally implements LimitStatistics {

    private final String name;
    private final LongAdder admitted = new LongAdder();
    private final LongAdder denied = new LongAdder();
    private final LongAdder deniedFromMemory = new LongAdder();
    private final LongAdder decidedAlone = new LongAdder();
    private final LongAdder allowedUncounted = new LongAdder();
    private final LongAdder deniedUncounted = new LongAdder();

    LimitTally(String name) {
        this.name = name;
    }

    void admit() {
        admitted.increment();
    }

    void deny() {
        denied.increment();
    }

    void denyFromMemory() {
        denied.increment();
        deniedFromMemory.increment();
    }

    void decideAway(RateLimit.WhenAway how) {
        switch (how) {
            case LOCAL -> decidedAlone.increment();
            case ALLOW -> allowedUncounted.increment();
            case DENY -> deniedUncounted.increment();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long admitted() {
        return admitted.sum();
    }

    @Override
    public long denied() {
        return denied.sum();
    }

    @Override
    public long deniedFromMemory() {
        return deniedFromMemory.sum();
    }

    @Override
    public long decidedAlone() {
        return decidedAlone.sum();
    }

    @Override
    public long allowedUncounted() {
        return allowedUncounted.sum();
    }

    @Override
    public long deniedUncounted() {
        return deniedUncounted.sum();
    }
}
