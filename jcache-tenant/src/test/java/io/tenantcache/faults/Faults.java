package io.tenantcache.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults come, and how long they and the times between them last.
 *
 * @param kinds all of them come before one comes again; empty for none at all
 * @param longest the longest fault
 * @param calm the longest of the calm times between faults: a third of them is that long, the others are a fifth of it at the most
 */
record Faults(List<FaultKind> kinds, Duration longest, Duration calm) {

    private static final long SHORTEST_MILLIS = 100;
    /** For those that are over as soon as they began: their consequences are what counts. */
    private static final long LONGEST_MOMENT_MILLIS = 400;

    static final Faults NONE = new Faults(List.of(), Duration.ZERO, Duration.ofSeconds(1));

    /** All kinds in an order at random. */
    List<FaultKind> shuffled(Random random) {
        List<FaultKind> deck = new ArrayList<>(kinds);
        Collections.shuffle(deck, random);
        return deck;
    }

    /** How long a fault of that kind lasts. */
    Duration length(FaultKind kind, Random random) {
        long most = kind.isMomentary() ? LONGEST_MOMENT_MILLIS : longest.toMillis();
        return Duration.ofMillis(random.nextLong(SHORTEST_MILLIS, most + 1));
    }

    /** How long it is calm until the next one. */
    Duration calm(Random random) {
        return random.nextInt(3) == 0 ? calm : Duration.ofMillis(random.nextLong(1, calm.toMillis() / 5 + 2));
    }
}
