package io.tenantcache.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.inbox.InboxClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Redis is killed and restarted in the middle of traffic. Nobody who uses the inbox may notice more than its speed. */
@ExtendWith(OwnRedis.class)
class RedisOutageIT {

    private static final int CALLERS = 6;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();

    @Test
    void traffic_whileRedisDiesTwice_noRequestFails(OwnRedis.Server redis) throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("RedisOutageIT seed " + seed);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            InboxClient client = InboxClient.of(List.of("acme", "globex").get(i % 2));
            SplittableRandom random = new SplittableRandom(seed + i);
            callers.execute(() -> call(client, random));
        }
        try {
            awaitTraffic();
            for (int time = 0; time < 2; time++) {
                redis.kill();
                awaitTraffic();
                redis.restart();
                awaitTraffic();
            }
        } finally {
            stopped.set(true);
            callers.shutdown();
            assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(failures).as("failed requests of %s", answered).isEmpty();
        InboxClient client = InboxClient.of("acme");
        await("Redis is read again")
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.get("contact-lists").with(200).tier().equals("remote"));
    }

    /** What was written while Redis was away is seen by the next read, then and after its return. */
    @Test
    void write_whileRedisIsAway_isReadAtOnceAndLater(OwnRedis.Server redis) {
        InboxClient acme = InboxClient.of("acme");
        long id = acme.get("conversations?limit=1&page=30")
                .data()
                .getJsonObject(0)
                .getInt("id");
        String path = "conversations/" + id;
        acme.get(path).with(200);
        redis.kill();
        try {
            acme.patch(path, "{\"subject\":\"Written without Redis\"}").with(200);
            assertThat(acme.get(path).with(200).object().getString("subject")).isEqualTo("Written without Redis");
        } finally {
            redis.restart();
        }
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(acme.get(path).with(200).object().getString("subject"))
                                .isEqualTo("Written without Redis"));
    }

    private void call(InboxClient client, SplittableRandom random) {
        while (!stopped.get()) {
            try {
                Answer answer = request(client, random);
                answered.incrementAndGet();
                if (answer.status() >= 300) {
                    failures.add(answer.status() + " " + answer.response().uri().getPath());
                }
            } catch (RuntimeException e) {
                failures.add(e.toString());
            }
        }
    }

    private static Answer request(InboxClient client, SplittableRandom random) {
        return switch (random.nextInt(40)) {
            case 0 -> client.post("contacts", "{\"name\":\"Outage Contact\",\"email\":\"outage@example.com\"}");
            case 1 -> client.get("dashboard-stats");
            case 2, 3, 4, 5, 6, 7, 8, 9 -> client.get("contacts?limit=10&page=" + (1 + random.nextInt(40)));
            default -> client.get("conversations?limit=20&page=" + (1 + random.nextInt(40)));
        };
    }

    /** At least some seconds of it, and on a slow machine as many as it takes for every caller to have been answered. */
    private void awaitTraffic() {
        int target = answered.get() + 5 * CALLERS;
        await().pollDelay(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(120)).until(() -> answered.get() >= target);
    }
}
