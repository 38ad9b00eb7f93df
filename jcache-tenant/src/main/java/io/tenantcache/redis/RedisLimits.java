package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantcache.store.Deadline;
import io.tenantcache.store.LimitCounters;
import io.tenantcache.store.RemoteUnavailableException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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

    private static final int DIGEST_BYTES = 16;

    private final RedisStore store;
    private final boolean inSlots;

    RedisLimits(RedisStore store, boolean inSlots) {
        this.store = store;
        this.inSlots = inSlots;
    }

    /** The counters that one script decides about, and their places in the call. */
    private static final class Part {
        private final List<Object> keys = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();
        private final List<Object> arguments = new ArrayList<>();
    }

    @Override
    public Answer decide(List<Counter> counters, long permits, Effect effect) {
        List<Part> parts = parts(counters, permits, effect);
        Deadline deadline = store.connection().readDeadline();
        List<CompletableFuture<List<Object>>> answers = parts.stream()
                .map(part -> store.connection().send(Script.LIMIT, part.keys, part.arguments.toArray()))
                .toList();
        return parts.size() == 1
                ? answer(await(answers.get(0), deadline))
                : answer(counters.size(), parts, answers, permits, effect, deadline);
    }

    private List<Part> parts(List<Counter> counters, long permits, Effect effect) {
        Map<Integer, Part> parts = new LinkedHashMap<>();
        for (int i = 0; i < counters.size(); i++) {
            Counter counter = counters.get(i);
            String key = store.names().limit(counter.tenant(), counter.name(), digest(counter.subject()));
            Part part = parts.computeIfAbsent(inSlots ? HashSlot.of(key) : 0, slot -> {
                Part made = new Part();
                made.arguments.add(utf8(permits));
                made.arguments.add(utf8(effect == Effect.COUNT ? 1 : 0));
                return made;
            });
            part.keys.add(key);
            part.places.add(i);
            part.arguments.add(utf8(counter.limit()));
            part.arguments.add(
                    utf8(TimeUnit.NANOSECONDS.toMicros(counter.window().toNanos())));
        }
        return List.copyOf(parts.values());
    }

    private List<Object> await(CompletableFuture<List<Object>> answer, Deadline deadline) {
        return store.connection().await(answer, deadline);
    }

    private static Answer answer(List<Object> raw) {
        List<State> states = new ArrayList<>(raw.size() / 3);
        for (int i = 1; i + 2 < raw.size(); i += 3) {
            states.add(new State((Long) raw.get(i), (Long) raw.get(i + 1), (Long) raw.get(i + 2)));
        }
        return new Answer((Long) raw.get(0) == 1, states, (Long) raw.get(raw.size() - 1));
    }

    private Answer answer(
            int size,
            List<Part> parts,
            List<CompletableFuture<List<Object>>> answers,
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
    private void giveBack(List<Part> parts, List<CompletableFuture<List<Object>>> answers, long permits) {
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

    private static String digest(String subject) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
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
