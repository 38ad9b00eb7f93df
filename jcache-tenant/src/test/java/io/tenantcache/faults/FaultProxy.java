package io.tenantcache.faults;

import io.tenantcache.testing.RedisProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The network between one node and Redis, on loopback. It can hold back what is sent, either way or both, delay it, reset
 * the connections, refuse new ones, and lose messages. What it holds back is delivered late, as a network would that retransmits, unless the
 * connections are reset first: then it is lost.
 */
final class FaultProxy implements AutoCloseable {

    /** The way that bytes take. */
    enum Direction {
        /** From the node to Redis. */
        REQUESTS,
        /** From Redis to the node. */
        ANSWERS
    }

    private static final int CHUNK = 16 << 10;

    private final ServerSocket listener;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Way requests = new Way();
    private final Way answers = new Way();
    private volatile boolean refusing;
    private volatile boolean deaf;
    private volatile MessageLoss.Of lost = MessageLoss.Of.NONE;
    private volatile Duration usual = Duration.ZERO;

    /** What holds for one direction, on all connections. */
    private static final class Way {

        private boolean held;
        private volatile long leastDelayNanos;
        private volatile long mostDelayNanos;

        synchronized void hold(boolean hold) {
            held = hold;
            notifyAll();
        }

        synchronized void awaitOpen() throws InterruptedException {
            while (held) {
                wait();
            }
        }

        void delay(Duration least, Duration most) {
            leastDelayNanos = least.toNanos();
            mostDelayNanos = most.toNanos();
        }

        void pass() throws InterruptedException {
            long least = leastDelayNanos;
            long most = mostDelayNanos;
            if (most > 0) {
                LockSupport.parkNanos(most > least ? ThreadLocalRandom.current().nextLong(least, most) : least);
            }
            awaitOpen();
        }
    }

    private FaultProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        daemon(this::accept, "proxy-accept").start();
    }

    /** A healthy way to that Redis. */
    static FaultProxy to(RedisProcess redis) {
        return to(redis.port());
    }

    /** A healthy way to that port of this machine. */
    static FaultProxy to(int port) {
        try {
            return new FaultProxy(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the node takes for the address of Redis. */
    URI address() {
        return URI.create("redis://127.0.0.1:" + listener.getLocalPort());
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on nothing arrives that is sent this way. */
    void hold(Direction direction) {
        way(direction).hold(true);
    }

    /** Delivers what was held back, and all that follows in its usual time. */
    void heal() {
        refusing = false;
        deaf = false;
        lost = MessageLoss.Of.NONE;
        for (Way way : List.of(requests, answers)) {
            way.delay(Duration.ZERO, usual);
            way.hold(false);
        }
    }

    /** From now on, and whenever it is healed, each piece takes any time up to that. */
    void usualDelay(Duration most) {
        usual = most;
        heal();
    }

    /** Each piece takes any time from the least to the most. Pieces of one connection keep their order. */
    void delay(Direction direction, Duration least, Duration most) {
        way(direction).delay(least, most);
    }

    /** Resets all connections: what is on its way is lost. */
    void reset() {
        links.forEach(Link::reset);
    }

    /** Whether new connections are reset as soon as they are made. */
    void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** From now on no connection can be listened on. */
    void deafen() {
        deaf = true;
        links.stream().filter(link -> link.listening).forEach(Link::reset);
    }

    /** From now on that share of the messages is lost, each at random, while the connections stand. */
    void loseMessages(double share) {
        loseMessages(share, "");
    }

    /** {@link #loseMessages(double)} of those in which the text occurs; answers how many were, as it goes on. */
    AtomicInteger loseMessages(double share, String text) {
        AtomicInteger count = new AtomicInteger();
        lost = new MessageLoss.Of(share, text, count);
        return count;
    }

    private Way way(Direction direction) {
        return direction == Direction.REQUESTS ? requests : answers;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket node = listener.accept();
                if (refusing) {
                    reset(node);
                } else {
                    connect(node);
                }
            } catch (IOException closed) {
                // Only the end of the listener ends this loop.
            }
        }
    }

    private void connect(Socket node) {
        Socket redis = new Socket();
        try {
            node.setTcpNoDelay(true);
            redis.setTcpNoDelay(true);
            redis.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5_000);
        } catch (IOException absent) {
            reset(redis);
            reset(node);
            return;
        }
        Link link = new Link(node, redis);
        links.add(link);
        daemon(link::carryRequests, "proxy-requests").start();
        daemon(link::carryAnswers, "proxy-answers").start();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void reset(Socket socket) {
        try {
            // Closed so, a socket sends a reset, and drops what it has not sent.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // It is what was asked for.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reset();
            heal();
        }
    }

    /** One connection of the node, and its continuation to Redis. */
    private final class Link {

        private final Socket node;
        private final Socket redis;
        private final MessageLoss messages = new MessageLoss();
        private volatile boolean listening;

        Link(Socket node, Socket redis) {
            this.node = node;
            this.redis = redis;
        }

        /** Redis gets also what a node sent that has closed its end since: nobody calls back what is on its way. */
        void carryRequests() {
            try {
                carry(node, redis, requests);
            } catch (IOException broken) {
                // The node's end is gone; so is what follows it.
            }
            try {
                redis.shutdownOutput();
            } catch (IOException gone) {
                reset();
            }
        }

        void carryAnswers() {
            try {
                carry(redis, node, answers);
            } catch (IOException broken) {
                discardAnswers();
            }
            reset();
        }

        /** While its answers can be delivered to nobody, Redis still carries out the requests. */
        private void discardAnswers() {
            try {
                redis.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException gone) {
                // So are the requests.
            }
        }

        private void carry(Socket from, Socket to, Way way) throws IOException {
            byte[] chunk = new byte[CHUNK];
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            try {
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    way.pass();
                    look(chunk, length);
                    out.write(
                            way == answers && listening
                                    ? messages.pass(chunk, length, lost)
                                    : Arrays.copyOf(chunk, length));
                }
                // An end takes the way of all bytes.
                way.awaitOpen();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Redisson has connections for that purpose alone. */
        private void look(byte[] chunk, int length) {
            if (!listening && new String(chunk, 0, length, StandardCharsets.ISO_8859_1).contains("SUBSCRIBE\r\n")) {
                listening = true;
            }
            if (listening && deaf) {
                reset();
            }
        }

        void reset() {
            links.remove(this);
            FaultProxy.reset(node);
            FaultProxy.reset(redis);
        }
    }
}
