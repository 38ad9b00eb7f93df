package io.tenantcache.inbox.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisExecProvider;

/**
 * A real Redis server that lives as long as this object, at the longest as long as this JVM. It listens on the loopback
 * interface only, and keeps nothing on disk.
 */
public final class RedisProcess implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PONG = "+PONG";

    private final Process process;
    private final int port;
    private final Thread exitHook;

    private RedisProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        this.exitHook = new Thread(process::destroyForcibly, "redis-exit");
        Runtime.getRuntime().addShutdownHook(exitHook);
    }

    /**
     * Starts a server on that port and waits until it answers.
     *
     * @throws IllegalStateException if it does not answer within 10 seconds: the port is taken, say
     * @throws UncheckedIOException if there is no Redis for this platform, or it cannot be run
     */
    public static RedisProcess start(int port) {
        try {
            Path executable = RedisExecProvider.defaultProvider().get().toPath().toAbsolutePath();
            Process process = new ProcessBuilder(
                            executable.toString(),
                            "--bind",
                            HOST,
                            "--port",
                            Integer.toString(port),
                            "--save",
                            "",
                            "--appendonly",
                            "no")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            RedisProcess redis = new RedisProcess(process, port);
            redis.awaitAnswer();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException("Redis cannot be run", e);
        }
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free on the loopback interface", e);
        }
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("redis://" + HOST + ":" + port);
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as an accident would, without warning. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        close();
    }

    /** Ends it, in an orderly way if it takes no longer than 5 seconds. Does nothing if it has ended. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        removeExitHook();
    }

    /** The hook would keep the application's classes alive after it has been undeployed. */
    private void removeExitHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(exitHook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs right now, and ends what this method would have kept it from ending.
            process.destroyForcibly();
        }
    }

    private void awaitAnswer() {
        long deadlineNanos = System.nanoTime() + START_TIMEOUT.toNanos();
        while (process.isAlive() && System.nanoTime() < deadlineNanos) {
            // Whether this process holds the port shows in its being alive still: with the port taken it ends at once.
            if (answers() && process.isAlive()) {
                return;
            }
            try {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        kill();
        throw new IllegalStateException("Redis did not start on port " + port);
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(PING);
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(PONG.length()), StandardCharsets.US_ASCII).equals(PONG);
        } catch (IOException notYet) {
            return false;
        }
    }
}
