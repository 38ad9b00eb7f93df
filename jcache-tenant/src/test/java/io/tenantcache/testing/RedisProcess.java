package io.tenantcache.testing;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisExecProvider;

/** A real Redis server of the test's own, on loopback, which can be killed, paused and started again on its port. */
public final class RedisProcess implements AutoCloseable {

    private static final Path EXECUTABLE = executable();

    private final int port = freePort();
    private final Path folder;
    private final @Nullable TemporaryFolder own;
    private final List<String> settings;
    private Process process;

    private RedisProcess(Path folder, @Nullable TemporaryFolder own, List<String> settings) {
        this.folder = folder;
        this.own = own;
        this.settings = settings;
        start();
    }

    /** A running server without persistence, with those settings as on its command line; the first may be a file of settings. */
    public static RedisProcess started(String... settings) {
        // In a folder that others share, it would begin with what the last replica left there.
        TemporaryFolder own = TemporaryFolder.created();
        return new RedisProcess(own.path(), own, List.of(settings));
    }

    /**
     * A running server that has all that it answered for when it is killed and {@linkplain #start started} again.
     *
     * @param folder where its data lies: its own
     */
    public static RedisProcess durable(Path folder, String... settings) {
        // Written before it answers, and so as safe from a kill as with an fsync: that costs time, and helps only if
        // the
        // machine fails. With "everysec", the write too may be put off.
        List<String> all = new ArrayList<>(List.of("--appendonly", "yes", "--appendfsync", "no"));
        all.addAll(List.of(settings));
        return new RedisProcess(folder, null, all);
    }

    public int port() {
        return port;
    }

    public URI address() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Starts it, with what it kept, and waits until it answers. */
    public void start() {
        List<String> command = new ArrayList<>(List.of(EXECUTABLE.toString()));
        // A configuration file, which Sentinel needs, stands before all options.
        boolean hasFile = !settings.isEmpty() && !settings.get(0).startsWith("--");
        if (hasFile) {
            command.add(settings.get(0));
        }
        command.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--rdb-del-sync-files",
                "yes",
                "--daemonize",
                "no",
                "--dir",
                folder.toString()));
        command.addAll(hasFile ? settings.subList(1, settings.size()) : settings);
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await("Redis answers").atMost(Duration.ofSeconds(20)).until(() -> process.isAlive() && answers());
    }

    /** Ends it as a power failure would. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Redis did not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Loses what a {@linkplain #durable durable} one kept; it must not run. */
    public void forget() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it hang: connections stay, nothing answers. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it says of itself; not for one with a password. */
    public RedisStatistics statistics() {
        return RedisStatistics.parse(ask("INFO everything"));
    }

    /**
     * {@link #tell} for a command that it must not refuse.
     *
     * @throws IllegalStateException if it does
     */
    public String ask(String command) {
        String answer = tell(command);
        if (answer.startsWith("-")) {
            throw new IllegalStateException("Redis refused " + command + ": " + answer);
        }
        return answer;
    }

    /**
     * Has it carry out a command whose answer is one text or number; not for one with a password.
     *
     * @param command its words, parted by spaces
     * @return the answer; an error begins with {@code -}
     */
    public String tell(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var in = new DataInputStream(socket.getInputStream());
            StringBuilder line = new StringBuilder();
            for (int c = in.readByte(); c != '\n'; c = in.readByte()) {
                line.append((char) c);
            }
            String head = line.toString().trim();
            if (!head.startsWith("$")) {
                return head.startsWith("-") ? head : head.substring(1);
            }
            byte[] text = new byte[Integer.parseInt(head.substring(1))];
            in.readFully(text);
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = reader.readLine();
            return answer != null && (answer.equals("+PONG") || answer.startsWith("-NOAUTH"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it runs, be it paused or not. */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        if (isAlive()) {
            resume();
            kill();
        }
        if (own != null) {
            own.close();
        }
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path executable() {
        try {
            return RedisExecProvider.defaultProvider().get().toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
