package io.tenantcache.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tenantcache.faults.FaultProxy.Direction;
import io.tenantcache.testing.RedisProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy, before a real Redis. */
class FaultProxyTest {

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private FaultProxy proxy;
    private Client client;

    @BeforeEach
    void connect() throws IOException {
        redis.ask("FLUSHALL");
        proxy = FaultProxy.to(redis);
        client = new Client(proxy.port());
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        proxy.close();
    }

    @Test
    void healthy() throws IOException {
        client.send("INCR n");
        assertThat(client.answer()).isEqualTo(":1");
    }

    @Test
    void hold_requests() throws IOException {
        proxy.hold(Direction.REQUESTS);
        client.send("INCR n");
        client.assertNoAnswer();
        assertThat(redis.ask("EXISTS n")).isEqualTo("0");
        proxy.heal();
        assertThat(client.answer()).isEqualTo(":1");
    }

    @Test
    void hold_requestsOfAClientThatIsGone() throws IOException {
        proxy.hold(Direction.REQUESTS);
        client.send("INCR n");
        client.close();
        assertThat(redis.ask("EXISTS n")).isEqualTo("0");
        proxy.heal();
        await().untilAsserted(() -> assertThat(redis.ask("EXISTS n")).isEqualTo("1"));
    }

    @Test
    void hold_answers() throws IOException {
        proxy.hold(Direction.ANSWERS);
        client.send("INCR n");
        client.assertNoAnswer();
        await().untilAsserted(() -> assertThat(redis.ask("GET n")).isEqualTo("1"));
        proxy.heal();
        assertThat(client.answer()).isEqualTo(":1");
    }

    @Test
    void reset_losesWhatIsHeld() throws IOException {
        proxy.hold(Direction.REQUESTS);
        client.send("INCR n");
        client.assertNoAnswer();
        proxy.reset();
        proxy.heal();
        client.assertBroken();
        try (Client next = new Client(proxy.port())) {
            next.send("INCR n");
            assertThat(next.answer()).isEqualTo(":1");
        }
    }

    @Test
    void refuse() throws IOException {
        client.send("PING");
        assertThat(client.answer())
                .as("of a connection that the proxy has taken")
                .isEqualTo("+PONG");
        proxy.refuse(true);
        try (Client next = new Client(proxy.port())) {
            next.send("PING");
            next.assertBroken();
        } catch (IOException atOnce) {
            // The reset came before the request was written.
        }
        client.send("INCR n");
        assertThat(client.answer()).as("of a connection made before").isEqualTo(":1");
        proxy.heal();
        try (Client next = new Client(proxy.port())) {
            next.send("INCR n");
            assertThat(next.answer()).isEqualTo(":2");
        }
    }

    @Test
    void delay() throws IOException {
        proxy.delay(Direction.ANSWERS, Duration.ofMillis(50), Duration.ofMillis(50));
        long begin = System.nanoTime();
        client.send("PING");
        assertThat(client.answer()).isEqualTo("+PONG");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    /** A connection that speaks the inline protocol. */
    private static final class Client implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader answers;

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void send(String command) throws IOException {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        String answer() throws IOException {
            socket.setSoTimeout(10_000);
            return answers.readLine();
        }

        void assertNoAnswer() throws IOException {
            socket.setSoTimeout(100);
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(answers::readLine);
        }

        void assertBroken() throws IOException {
            socket.setSoTimeout(10_000);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(answers::readLine)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
