package io.tenantcache.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import redis.embedded.RedisServer;

/** A real Redis for all tests of this JVM; it ends with it. */
final class Redis {

    private static final String HOST = "127.0.0.1";
    private static final Redis SHARED = new Redis();

    private final int port;
    private final RedisServer server;

    private Redis() {
        port = freePort();
        server =
                RedisServer.builder().port(port).bind(HOST).setting("save \"\"").build();
        start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /** One of a test's own, which it can stop; it ends with this JVM. */
    static Redis own() {
        return new Redis();
    }

    void stop() {
        server.stop();
    }

    /** Starts it again, at the same address. */
    void start() {
        server.start();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("No port of the loopback address is free", failure);
        }
    }

    static Redis shared() {
        return SHARED;
    }

    String address() {
        return "redis://" + HOST + ":" + port;
    }

    /** How many keys there are. */
    long keys() {
        return ask("DBSIZE", answer -> Long.parseLong(answer.readLine().substring(1)));
    }

    /** How many connections there are, without the one that asks. */
    long connections() {
        return ask("CLIENT LIST", answer -> {
            char[] clients = new char[Integer.parseInt(answer.readLine().substring(1))];
            for (int read = 0; read < clients.length; ) {
                read += answer.read(clients, read, clients.length - read);
            }
            return new String(clients).lines().count() - 1;
        });
    }

    private long ask(String command, Answer answer) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return answer.read(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)));
        } catch (IOException failure) {
            throw new UncheckedIOException("Redis does not answer", failure);
        }
    }

    /** Takes a number out of what Redis answers. */
    private interface Answer {
        long read(BufferedReader answer) throws IOException;
    }
}
