package io.tenantcache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.config.RedisConfig;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RScoredSortedSet;
import org.redisson.client.codec.StringCodec;

/** What the set of a tenant's stamps keeps of what was outdated long ago: as the script has it, with retentions that a test can await. */
class TrimmingTest {

    private static final Tenant ACME = Tenant.of("acme");

    /** Within the range of positions, and older than all of them: what it must not be taken for. */
    private static final String GENERATION = "150000000000000";

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private RedisStore store;

    @BeforeEach
    void open() {
        RedisConfig config =
                Objects.requireNonNull(Configs.patient(redis.address()).build().redis());
        store = new RedisStore(config);
        Objects.requireNonNull(store.client()).getKeys().flushall();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void invalidate(Duration retention, String era, String... tags) {
        List<Object> arguments = new ArrayList<>(List.of(
                Long.toString(retention.toMillis()),
                GENERATION,
                "channel",
                "node-" + era,
                "acme",
                era,
                Integer.toString(tags.length)));
        arguments.addAll(List.of(tags));
        arguments.addAll(List.of(tags));
        Object[] bytes =
                arguments.stream().map(text -> ((String) text).getBytes(UTF_8)).toArray();
        assertThat(store.connection()
                        .run(Script.INVALIDATE, List.of(store.names().scopes(ACME)), bytes))
                .hasSize(2);
    }

    private Collection<String> members() {
        RScoredSortedSet<String> set = Objects.requireNonNull(store.client())
                .getScoredSortedSet(store.names().scopes(ACME), StringCodec.INSTANCE);
        return set.readAll();
    }

    @Test
    void whatIsOlderThanTheRetention_leavesAFewAtATime() {
        Duration retention = Duration.ofMillis(500);
        invalidate(retention, "1700000000000", "c#a", "c", "!tenant");
        for (int i = 0; i < 50; i++) {
            invalidate(retention, "0", "c#tag-" + i, "c#other-" + i);
        }
        await().until(() -> {
            int before = members().size();
            invalidate(retention, "0", "c#last");
            Collection<String> left = members();
            assertThat(before - left.size())
                    .as("what one invalidation takes away")
                    .isLessThanOrEqualTo(4);
            return Set.copyOf(left).equals(Set.of("!generation", "!position", "!retention", "c#last"));
        });
    }

    @Test
    void whatIsYounger_stays() {
        Duration retention = Duration.ofHours(1);
        invalidate(retention, "1700000000000", "c#a", "c", "!tenant");
        for (int i = 0; i < 50; i++) {
            invalidate(retention, "0", "c#tag-" + i);
        }
        assertThat(members())
                .hasSize(50 + 3 + 3 + 2)
                .contains("c#a", "c", "!tenant", "!era:node-1700000000000", "!since:node-1700000000000", "c#tag-0");
    }

    @Test
    void entriesWithoutEnd_keepAllStamps() {
        invalidate(Duration.ofSeconds(10), "0", "c#a");
        for (int i = 0; i < 50; i++) {
            invalidate(Duration.ZERO, "0", "c#tag-" + i);
        }
        assertThat(members()).hasSize(3 + 51);
    }
}
