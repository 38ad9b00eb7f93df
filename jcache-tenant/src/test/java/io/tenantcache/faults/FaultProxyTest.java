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

    @Test
    void loseMessages_theConnectionStands() throws IOException {
        client.send("*2\r\n$9\r\nSUBSCRIBE\r\n$4\r\nnews");
        client.assertAnswers("*3", "$9", "subscribe", "$4", "news", ":1");
        redis.ask("PUBLISH news before");
        client.assertAnswers("*3", "$7", "message", "$4", "news", "$6", "before");
        proxy.loseMessages(1);
        redis.ask("PUBLISH news lost");
        client.send("PING");
        client.assertAnswers("*2", "$4", "pong", "$0", "");
        proxy.heal();
        redis.ask("PUBLISH news after");
        client.assertAnswers("*3", "$7", "message", "$4", "news", "$5", "after");
    }

    @Test
    void loseMessages_some() throws IOException {
        client.send("*2\r\n$9\r\nSUBSCRIBE\r\n$4\r\nnews");
        client.assertAnswers("*3", "$9", "subscribe", "$4", "news", ":1");
        proxy.loseMessages(0.5);
        // More than one piece of what is sent, and messages that lie across two.
        redis.ask(
                "EVAL \"for i = 1, 2000 do redis.call('PUBLISH', 'news', string.rep(i % 7, i % 50)) end return 1\" 0");
        client.send("PING");
        int heard = 0;
        for (String line = client.answer(); !line.equals("pong"); line = client.answer()) {
            heard += line.equals("message") ? 1 : 0;
        }
        assertThat(heard).isBetween(700, 1_300);
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

        void assertAnswers(String... lines) throws IOException {
            for (String line : lines) {
                assertThat(answer()).isEqualTo(line);
            }
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
