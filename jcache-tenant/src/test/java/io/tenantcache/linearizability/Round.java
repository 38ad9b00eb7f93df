package io.tenantcache.linearizability;

import java.util.List;
import java.util.Random;

/**
 * What the threads of all nodes do at the same time, with keys of its own.
 *
 * @param task what they do
 * @param number tells the keys from those of other rounds
 * @param keys how many keys
 * @param calls how many calls each thread makes
 * @param seed of what is random
 */
record Round(Task task, int number, int keys, int calls, long seed) {

    /** What a thread can have to do. */
    enum Task {
        /** Calls at random of keys at random. */
        MIXED,
        /** Calls of {@link Action#INVOKE_COUNT}. */
        COUNT,
        /** A call of {@link Action#PUT_IF_ABSENT} for one key after the other, with a value that is the thread's own. */
        CLAIM
    }

    /** The next call of a thread. */
    Call call(int thread, Random random, long known) {
        return switch (task) {
            case MIXED -> Call.random(random, known);
            case COUNT -> new Call(Action.INVOKE_COUNT, 0, 0);
            case CLAIM -> new Call(Action.PUT_IF_ABSENT, thread, 0);
        };
    }

    /** The key of the call with that index. */
    String key(int index, Random random) {
        return "r" + number + "k" + (task == Task.CLAIM ? index % keys : random.nextInt(keys));
    }

    /** The words of a command that {@link #of} reads. */
    List<String> words() {
        return List.of(
                task.name(),
                Integer.toString(number),
                Integer.toString(keys),
                Integer.toString(calls),
                Long.toString(seed));
    }

    static Round of(List<String> words) {
        int[] counts = words.subList(1, 4).stream().mapToInt(Integer::parseInt).toArray();
        return new Round(Task.valueOf(words.get(0)), counts[0], counts[1], counts[2], Long.parseLong(words.get(4)));
    }
}
