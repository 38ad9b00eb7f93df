package io.tenantcache.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A node's way to the {@link Source}. Thread safe. */
final class SourceClient {

    private final int port;
    private final int node;
    private final ConcurrentLinkedDeque<Line> idle = new ConcurrentLinkedDeque<>();

    SourceClient(int port, int node) {
        this.port = port;
        this.node = node;
    }

    private record Line(BufferedReader in, PrintStream out) {

        static Line to(int port, String purpose) {
            try {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8);
                out.println(purpose);
                return new Line(in, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Where the node's events go. */
    PrintStream history() {
        return Line.to(port, "history " + node).out();
    }

    /** The value of the key, as the source has it. */
    String read(Slot slot) {
        return slot.value(Long.parseLong(ask("read", slot.tenant(), slot.cache(), slot.key())));
    }

    /** The values of the keys, as the source has them. */
    Map<String, String> read(String tenant, String cache, Collection<String> keys) {
        List<String> words = new ArrayList<>(List.of("read", tenant, cache));
        words.addAll(keys);
        String[] versions = ask(words.toArray(String[]::new)).split(" ", -1);
        Map<String, String> values = new HashMap<>();
        int at = 0;
        for (String key : keys) {
            values.put(key, new Slot(tenant, cache, key).value(Long.parseLong(versions[at++])));
        }
        return values;
    }

    /** Gives the key a new version, and answers its value. */
    String bump(Slot slot) {
        return slot.value(Long.parseLong(ask("bump", slot.tenant(), slot.cache(), slot.key())));
    }

    private String ask(String... words) {
        Line line = idle.poll();
        if (line == null) {
            line = Line.to(port, "source " + node);
        }
        try {
            line.out().println(String.join(" ", words));
            String answer = line.in().readLine();
            if (answer == null) {
                throw new IllegalStateException("The source is gone");
            }
            idle.push(line);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
