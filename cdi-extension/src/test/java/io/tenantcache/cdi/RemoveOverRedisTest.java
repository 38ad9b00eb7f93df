package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an annotation outdates, be it a key, tags and other caches, is one script of Redis, and so one atomic step. */
class RemoveOverRedisTest {

    private static final Tenant ACME = Tenant.of("acme");

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private Application application;
    private Messages messages;

    @ApplicationScoped
    @CacheDefaults(cacheName = "messages")
    static class Messages {

        @CacheResult
        @CacheTag("conversation:{conversation}")
        @CacheTag("author:{author}")
        String message(@CacheKey long id, long conversation, String author) {
            return UUID.randomUUID().toString();
        }

        @CacheResult(cacheName = "conversations")
        String conversation(long id) {
            return UUID.randomUUID().toString();
        }

        @CacheResult(cacheName = "inboxes")
        String inbox(String author) {
            return UUID.randomUUID().toString();
        }

        @CacheRemove
        @CacheTag("conversation:{conversation}")
        @CacheTag("author:{author}")
        void delete(@CacheKey long id, long conversation, String author) {}

        @CacheRemoveAll
        void deleteAll() {}
    }

    @BeforeEach
    void start() {
        redis.ask("FLUSHALL");
        Map<String, String> settings =
                Application.over(redis, Map.of("tenantcache.cascade.messages", "conversations,inboxes"));
        application = Application.configured(settings, Messages.class).connected();
        messages = application.bean(Messages.class);
        // From now on Redis knows the script, and need not be told it.
        TenantContext.run(ACME, () -> messages.delete(0, 0, "nobody"));
    }

    @AfterEach
    void stop() {
        application.close();
    }

    /** Of the message, of one of each tag, of one without them, and of the caches that it cascades to. */
    private String[] readings() {
        return new String[] {
            messages.message(1, 10, "anna"),
            messages.message(2, 10, "bert"),
            messages.message(3, 30, "anna"),
            messages.conversation(10),
            messages.inbox("carl"),
            messages.message(4, 40, "carl")
        };
    }

    private static void assertOneStep(Map<String, Long> calls) {
        assertThat(calls)
                .containsEntry("evalsha", 1L)
                .containsEntry("xadd", 1L)
                .doesNotContainKeys("eval", "fcall", "multi", "exec", "unlink");
    }

    @Test
    void remove_keyTagsAndCascade() {
        TenantContext.run(ACME, () -> {
            String[] before = readings();
            assertThat(readings()).as("cached").containsExactly(before);

            RedisStatistics statistics = redis.statistics();
            messages.delete(1, 10, "anna");
            Map<String, Long> calls = redis.statistics().callsSince(statistics);

            assertOneStep(calls);
            String[] after = readings();
            assertThat(after).doesNotContain(before[0], before[1], before[2], before[3], before[4]);
            assertThat(after).as("what bears no such tag").endsWith(before[5]);
        });
    }

    @Test
    void removeAll_cascade() {
        TenantContext.run(ACME, () -> {
            String[] before = readings();

            RedisStatistics statistics = redis.statistics();
            messages.deleteAll();
            Map<String, Long> calls = redis.statistics().callsSince(statistics);

            assertOneStep(calls);
            assertThat(readings()).doesNotContain(before);
        });
    }
}
