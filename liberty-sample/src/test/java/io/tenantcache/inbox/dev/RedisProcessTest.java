package io.tenantcache.inbox.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RedisProcessTest {

    @Test
    void start_answersUntilClosed() throws IOException {
        RedisProcess redis = RedisProcess.start(RedisProcess.freePort());
        try (redis) {
            assertThat(answer(redis, "CONFIG GET save\r\n")).contains("save").doesNotContain("3600");
            assertThat(redis.isAlive()).isTrue();
        }
        assertThat(redis.isAlive()).isFalse();
    }

    @Test
    void kill_thenStartOnTheSamePort() {
        int port = RedisProcess.freePort();
        RedisProcess first = RedisProcess.start(port);
        first.kill();
        assertThat(first.isAlive()).isFalse();
        try (RedisProcess second = RedisProcess.start(port)) {
            assertThat(second.address()).isEqualTo(first.address());
        }
    }

    @Test
    void start_portTaken_fails() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> RedisProcess.start(taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did not start");
        }
    }

    private static String answer(RedisProcess redis, String command) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), redis.address().getPort())) {
            socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[256];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
    }
}
