package io.tenantcache.linearizability;

import io.tenantcache.linearizability.Call.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Histories that are linearizable because they were made in an order, and others that may not be. */
final class RandomHistory {

    private static final int APART = 10;
    private static final List<String> TRUTHS = List.of("true", "false");

    private RandomHistory() {}

    /**
     * A linearizable one. The moments at which its operations take effect are 10 apart.
     *
     * @param spread how far the begin and the end of an operation can lie from its moment
     */
    static List<Operation> of(Random random, int operations, int spread) {
        List<Operation> history = new ArrayList<>();
        @Nullable Long value = null;
        long known = 0;
        for (int i = 0; i < operations; i++) {
            Call call = Call.random(random, known);
            Step step = call.after(value);
            long moment = (long) i * APART;
            long begin = moment - random.nextInt(spread);
            history.add(new Operation("k", call, step.answer(), begin, moment + random.nextInt(spread)));
            value = step.value();
            if (value != null && random.nextBoolean()) {
                known = value;
            }
        }
        return history;
    }

    /** What can be answered by those who answer a value. */
    private static List<String> values(List<Operation> history) {
        return Stream.concat(
                        Stream.of("null"),
                        history.stream()
                                .map(Operation::call)
                                .flatMap(call -> Stream.of(call.first(), call.second()))
                                .map(String::valueOf))
                .distinct()
                .toList();
    }

    /** The same with another answer of one operation that has a choice. */
    static List<Operation> corrupted(Random random, List<Operation> history) {
        int[] answering = IntStream.range(0, history.size())
                .filter(i -> history.get(i).call().action() != Action.PUT)
                .toArray();
        if (answering.length == 0) {
            return history;
        }
        int at = answering[random.nextInt(answering.length)];
        Operation right = history.get(at);
        List<String> others = new ArrayList<>(TRUTHS.contains(right.answer()) ? TRUTHS : values(history));
        others.remove(right.answer());
        String wrong = others.get(random.nextInt(others.size()));
        List<Operation> result = new ArrayList<>(history);
        result.set(at, new Operation(right.key(), right.call(), wrong, right.begin(), right.end()));
        return result;
    }
}
