package io.tenantcache.benchmarks;

import io.tenantcache.codec.AllowList;
import io.tenantcache.codec.KryoCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.Codec;
import org.redisson.config.Config;
import redis.embedded.RedisServer;

/** A real Redis on the loopback address, without persistence, and a Redisson client of the peers' own. */
final class LoopbackRedis implements AutoCloseable {

    private final RedisServer server;
    private final RedissonClient client;
    private final String address;

    private LoopbackRedis(RedisServer server, RedissonClient client, String address) {
        this.server = server;
        this.client = client;
        this.address = address;
    }

    static LoopbackRedis start() {
        int port = freePort();
        String address = "redis://127.0.0.1:" + port;
        RedisServer server = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
        return new LoopbackRedis(server, connect(address), address);
    }

    /** With as many threads and connections as ours has, and the values in the same bytes. */
    private static RedissonClient connect(String address) {
        Config config = new Config();
        config.setThreads(2).setNettyThreads(Math.max(2, Runtime.getRuntime().availableProcessors()));
        config.setCodec(codec());
        config.useSingleServer()
                .setAddress(address)
                .setConnectionPoolSize(16)
                .setConnectionMinimumIdleSize(2)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(2);
        return Redisson.create(config);
    }

    private static Codec codec() {
        ClassLoader loader = LoopbackRedis.class.getClassLoader();
        return new PeerCodec(new KryoCodec(AllowList.of(List.of(TenantCaches.ALLOWED), List.of()), loader), loader);
    }

    String address() {
        return address;
    }

    RedissonClient client() {
        return client;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdown();
        server.stop();
    }
}
