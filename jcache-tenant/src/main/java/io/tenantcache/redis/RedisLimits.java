package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantcache.store.Deadline;
import io.tenantcache.store.LimitCounters;
import io.tenantcache.store.RemoteUnavailableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The counters of rate limits in Redis. In a Cluster, those that lie in different slots decide by themselves at the same time; what some
 * of them counted is given back at once if others refuse.
 */
final class RedisLimits implements LimitCounters {

    private static final Duration LONGEST = Duration.ofDays(31);

    /** Where something may be given back. */
    private static final Duration SHORT = Duration.ofMillis(100);

    private final RedisStore store;
    private final SubjectNames subjects;
    private final boolean inSlots;

    RedisLimits(RedisStore store, SubjectNames subjects, boolean inSlots) {
        this.store = store;
        this.subjects = subjects;
        this.inSlots = inSlots;
    }

    /** The counters that one script decides about, and their places in the call. */
    private static final class Part {
        private final List<Object> keys = new ArrayList<>(4);
        private final List<Counter> counters = new ArrayList<>(4);
        private final List<Integer> places = new ArrayList<>(4);

        void add(String key, Counter counter, int place) {
            keys.add(key);
            counters.add(counter);
            places.add(place);
        }

        /** As limit.lua reads it. */
        byte[] argument(long permits, Effect effect) {
            ByteBuffer argument = ByteBuffer.allocate(Long.BYTES + 1 + 2 * Long.BYTES * counters.size());
            argument.putLong(permits).put((byte) (effect == Effect.COUNT ? 1 : 0));
            for (Counter counter : counters) {
                argument.putLong(counter.limit())
                        .putLong(TimeUnit.NANOSECONDS.toMicros(counter.window().toNanos()));
            }
            return argument.array();
        }
    }

    @Override
    public Answer decide(List<Counter> counters, long permits, Effect effect) {
        List<Part> parts = parts(counters);
        Deadline deadline = store.connection().readDeadline();
        List<CompletableFuture<byte[]>> answers = new ArrayList<>(parts.size());
        for (Part part : parts) {
            answers.add(store.connection().send(Script.LIMIT, part.keys, part.argument(permits, effect)));
        }
        return parts.size() == 1
                ? answer(await(answers.get(0), deadline))
                : answer(counters.size(), parts, answers, permits, effect, deadline);
    }

    private List<Part> parts(List<Counter> counters) {
        if (!inSlots) {
            Part all = new Part();
            for (int i = 0; i < counters.size(); i++) {
                all.add(key(counters.get(i)), counters.get(i), i);
            }
            return List.of(all);
        }
        Map<Integer, Part> parts = new LinkedHashMap<>();
        for (int i = 0; i < counters.size(); i++) {
            String key = key(counters.get(i));
            parts.computeIfAbsent(HashSlot.of(key), slot -> new Part()).add(key, counters.get(i), i);
        }
        return List.copyOf(parts.values());
    }

    private String key(Counter counter) {
        return store.names().limit(counter.tenant(), counter.name(), subjects.of(counter.subject()));
    }

    private byte[] await(CompletableFuture<byte[]> answer, Deadline deadline) {
        return store.connection().await(answer, deadline);
    }

    private static Answer answer(byte[] raw) {
        ByteBuffer answer = ByteBuffer.wrap(raw);
        boolean admitted = answer.get() == 1;
        long at = answer.getLong();
        List<State> states = new ArrayList<>(4);
        while (answer.hasRemaining()) {
            states.add(new State(answer.getLong(), answer.getLong(), answer.getLong()));
        }
        return new Answer(admitted, states, at);
    }

    private Answer answer(
            int size,
            List<Part> parts,
            List<CompletableFuture<byte[]>> answers,
            long permits,
            Effect effect,
            Deadline deadline) {
        State[] states = new State[size];
        boolean admitted = true;
        long at = 0;
        RemoteUnavailableException failure = null;
        for (int i = 0; i < parts.size(); i++) {
            try {
                Answer part = answer(await(answers.get(i), deadline));
                admitted &= part.admitted();
                at = Math.max(at, part.atMicros());
                for (int j = 0; j < part.states().size(); j++) {
                    states[parts.get(i).places.get(j)] = part.states().get(j);
                }
            } catch (RemoteUnavailableException e) {
                failure = e;
            }
        }
        if (effect == Effect.COUNT && (!admitted || failure != null)) {
            giveBack(parts, answers, permits);
        }
        if (failure != null) {
            throw failure;
        }
        return new Answer(admitted, List.of(states), at);
    }

    /** What was counted, or will have been when its answer comes. */
    private void giveBack(List<Part> parts, List<CompletableFuture<byte[]>> answers, long permits) {
        for (int i = 0; i < parts.size(); i++) {
            List<Object> keys = parts.get(i).keys;
            var unused = answers.get(i).thenAccept(raw -> {
                Answer part = answer(raw);
                if (part.admitted()) {
                    store.connection().start(Script.REFUND, keys, utf8(permits), utf8(part.atMicros()));
                }
            });
        }
    }

    private static byte[] utf8(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }

    @Override
    public Duration believable() {
        return inSlots ? SHORT : LONGEST;
    }

    @Override
    public int nodes() {
        return store.nodes();
    }
}
