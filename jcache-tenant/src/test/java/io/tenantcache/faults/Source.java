package io.tenantcache.faults;

import io.tenantcache.faults.Event.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * What the caches stand in front of: a version for each key, in this JVM, where the nodes read and bump it over loopback.
 * It is as slow as it is told, after it looked and before it answers: so that what it answers may be outdated by then.
 *
 * <p>A connection begins with a line: {@code source} and the node, then {@code read tenant cache key...}, answered with the
 * versions, and {@code bump tenant cache key}, answered with the new one; or {@code history} and the node, then events.
 */
final class Source implements AutoCloseable {

    private final ServerSocket listener;
    private final Map<Slot, Long> versions = new HashMap<>();
    private final Recorder recorder;
    private final BiConsumer<Integer, Event> history;
    private final Slowness slowness;

    /** How long reads take: most of them hardly any time, some of them anything up to a longest one. */
    record Slowness(long seed, double share, long longestMillis) {

        long nanos(Random random) {
            return random.nextDouble() < share ? random.nextLong(longestMillis * 1_000_000) : 0;
        }
    }

    /**
     * A running source.
     *
     * @param recorder hears of each read and each new version
     * @param history is handed the events that nodes send
     */
    Source(Recorder recorder, BiConsumer<Integer, Event> history, Slowness slowness) {
        this.recorder = recorder;
        this.history = history;
        this.slowness = slowness;
        try {
            this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept).start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        for (int number = 0; !listener.isClosed(); number++) {
            try {
                Socket node = listener.accept();
                Random random = new Random(slowness.seed() + number);
                daemon(() -> serve(node, random)).start();
            } catch (IOException closed) {
                // Only the end of the listener ends this loop.
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "source");
        thread.setDaemon(true);
        return thread;
    }

    private void serve(Socket socket, Random random) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8);
            String first = in.readLine();
            if (first == null) {
                return;
            }
            String[] words = first.split(" ", -1);
            int node = Integer.parseInt(words[1]);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (words[0].equals("history")) {
                    history.accept(node, Event.parse(line));
                } else {
                    out.println(answer(node, line.split(" ", -1), random));
                }
            }
        } catch (IOException gone) {
            // So is the node.
        }
    }

    private String answer(int node, String[] words, Random random) {
        List<Slot> slots = Arrays.stream(words, 3, words.length)
                .map(key -> new Slot(words[1], words[2], key))
                .toList();
        if (words[0].equals("bump")) {
            return Long.toString(bump(node, slots.get(0)));
        }
        return read(node, slots, random);
    }

    /** The lock is the recorder's: nobody sees the version before it is recorded. */
    private long bump(int node, Slot slot) {
        synchronized (recorder) {
            long version = versions.merge(slot, 1L, Long::sum);
            recorder.record(Kind.BUMP, node, slot, System.nanoTime(), Long.toString(version));
            return version;
        }
    }

    private String read(int node, List<Slot> slots, Random random) {
        long begin = System.nanoTime();
        long[] read;
        synchronized (recorder) {
            read = slots.stream()
                    .mapToLong(slot -> versions.getOrDefault(slot, 0L))
                    .toArray();
        }
        LockSupport.parkNanos(slowness.nanos(random));
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < read.length; i++) {
            Kind kind = read.length == 1 ? Kind.LOAD : Kind.LOAD_IN_BULK;
            recorder.record(kind, node, slots.get(i), begin, Long.toString(read[i]));
            answer.append(i == 0 ? "" : " ").append(read[i]);
        }
        return answer.toString();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
