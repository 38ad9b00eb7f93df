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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.embedded.RedisExecProvider;

/** A real Redis server of the test's own, on loopback, which can be killed, paused and started again on its port. */
public final class RedisProcess implements AutoCloseable {

    private static final Path EXECUTABLE = executable();

    private final int port = freePort();
    private final List<String> settings;
    private Process process;

    private RedisProcess(List<String> settings) {
        this.settings = settings;
        start();
    }

    /** A running server without persistence, with those settings as on its command line; the first may be a file of settings. */
    public static RedisProcess started(String... settings) {
        return new RedisProcess(List.of(settings));
    }

    public int port() {
        return port;
    }

    public URI address() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Starts it, empty, and waits until it answers. */
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
                "--daemonize",
                "no",
                "--dir",
                System.getProperty("java.io.tmpdir")));
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
        return RedisStatistics.parse(tell("INFO everything"));
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

    /** Has it carry out a command that answers in one line; answers that line. Not for one with a password. */
    public String command(String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = reader.readLine();
            if (answer == null || answer.startsWith("-")) {
                throw new IllegalStateException("Redis refused " + line + ": " + answer);
            }
            return answer;
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
