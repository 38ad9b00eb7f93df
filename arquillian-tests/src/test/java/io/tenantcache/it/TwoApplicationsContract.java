package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two applications in one server whose caches have the same names and lie in memory only. */
abstract class TwoApplicationsContract {

    static final String FIRST = "first";
    static final String SECOND = "second";
    static final String CONVERSATIONS = "cache=\"conversations\"";
    static final String NOTHING = "null null";

    final String tenant = "umbrella " + UUID.randomUUID();

    Node first;
    Node second;

    /** An application without Redis, whose metrics bear its name where the server writes that. */
    static WebArchive archive(String name) {
        return Node.archive(name, "mp.metrics.appName=" + name + "\n");
    }

    /** The application of that name. */
    abstract Node node(String name);

    @BeforeEach
    void connect() {
        first = node(FIRST);
        second = node(SECOND);
    }

    @Test
    void put_otherApplication() {
        first.put("drafts/1", tenant, "text");
        second.put("drafts/2", tenant, "other text");

        assertThat(first.get("drafts/1", tenant)).isEqualTo("text text");
        assertThat(second.get("drafts/1", tenant)).isEqualTo(NOTHING);
        assertThat(second.get("conversations/1", tenant)).isNotEqualTo(first.get("conversations/1", tenant));
    }

    @Test
    void removeAll_otherApplication() {
        String reading = second.get("conversations/1", tenant);
        first.get("conversations/1", tenant);
        first.delete("conversations", tenant);

        assertThat(second.get("conversations/1", tenant)).isEqualTo(reading);
    }

    @Test
    void metrics_otherApplication() {
        first.get("conversations/1", tenant);
        second.get("conversations/1", tenant);
        List<Double> before = nearHits();
        // The server may have others, in which nobody calls.
        assertThat(before).as("of each application").hasSizeGreaterThanOrEqualTo(2);

        first.get("conversations/1", tenant);
        first.get("conversations/1", tenant);

        List<Double> after = nearHits();
        assertThat(after).hasSameSizeAs(before);
        List<Double> more = IntStream.range(0, after.size())
                .mapToObj(i -> after.get(i) - before.get(i))
                .filter(difference -> difference != 0)
                .toList();
        assertThat(more).containsExactly(2.0);
    }

    private List<Double> nearHits() {
        return Metrics.of(first).values("tenantcache_gets_total", CONVERSATIONS, "tier=\"near\"");
    }
}
