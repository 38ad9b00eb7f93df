package io.tenantcache.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Which faults come, and how long they and the times between them last.
 *
 * @param kinds all of them come before one comes again, those that cut off one node before those that cut off all; empty for none at all
 * @param longest the longest fault
 * @param calm the longest of the calm times between faults
 * @param oneOf one of how many calm times is that long: the others are a fifth of it at the most
 */
record Faults(List<FaultKind> kinds, Duration longest, Duration calm, int oneOf) {

    private static final long SHORTEST_MILLIS = 100;
    /** For those that are over as soon as they began: their consequences are what counts. */
    private static final Duration MOMENT = Duration.ofMillis(700);

    static final Faults NONE = new Faults(List.of(), Duration.ZERO, Duration.ofSeconds(1), 1);

    /** All kinds in an order at random, but those last that cut off all nodes: it takes time until anything can be proved after them. */
    List<FaultKind> shuffled(Random random) {
        List<FaultKind> deck = new ArrayList<>(kinds);
        Collections.shuffle(deck, random);
        deck.sort(Comparator.comparing(kind -> kind.befallsAll() && kind.cutsOff()));
        return deck;
    }

    /** How long a fault of that kind lasts. */
    Duration length(FaultKind kind, Random random) {
        return kind.isMomentary()
                ? MOMENT
                : Duration.ofMillis(random.nextLong(SHORTEST_MILLIS, longest.toMillis() + 1));
    }

    /** How long it is calm until the next one. */
    Duration calm(Random random) {
        return random.nextInt(oneOf) == 0 ? calm : Duration.ofMillis(random.nextLong(1, calm.toMillis() / 5 + 2));
    }
}
