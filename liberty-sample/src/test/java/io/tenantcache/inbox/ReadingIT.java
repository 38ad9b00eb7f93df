package io.tenantcache.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages, filters and figures. The tenant is initech, which no other test changes. */
@ExtendWith(OwnRedis.class)
class ReadingIT {

    private final InboxClient initech = InboxClient.of("initech");

    @Test
    void pages_coverTheListWithoutOverlap() {
        JsonObject first = page("conversations?limit=100&status=PENDING&page=1");
        int total = first.getInt("total");
        Set<Integer> ids = new HashSet<>();
        int pages = (total + 99) / 100;
        for (int page = 1; page <= pages; page++) {
            JsonObject answer = page("conversations?limit=100&status=pending&page=" + page);
            assertThat(answer.getInt("page")).isEqualTo(page);
            assertThat(answer.getInt("limit")).isEqualTo(100);
            assertThat(answer.getBoolean("hasMore")).isEqualTo(page < pages);
            answer.getJsonArray("data").getValuesAs(JsonObject.class).forEach(row -> {
                assertThat(row.getString("status")).isEqualTo("PENDING");
                ids.add(row.getInt("id"));
            });
        }
        assertThat(total).isPositive();
        assertThat(ids).hasSize(total);
        assertThat(page("conversations?limit=100&status=PENDING&page=" + (pages + 1))
                        .getJsonArray("data"))
                .isEmpty();
    }

    @Test
    void conversations_latestFirst() {
        assertThat(page("conversations?limit=50").getJsonArray("data").getValuesAs(JsonObject.class))
                .extracting(row -> row.getString("lastMessageAt").substring(0, 19))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void contacts_searchAndTags() {
        JsonArray found = page("contacts?search=NoVaK&tag=vip&limit=100").getJsonArray("data");
        assertThat(found).isNotEmpty();
        for (JsonObject contact : found.getValuesAs(JsonObject.class)) {
            assertThat(contact.getString("name")).contains("Novak");
            assertThat(contact.getJsonArray("tags").getValuesAs(JsonString::getString))
                    .contains("vip");
        }
        assertThat(page("contacts?search=%25").getInt("total")).isZero();
    }

    @Test
    void contactLists_countTheContacts() {
        JsonObject list = initech.get("contact-lists").with(200).array().getJsonObject(0);
        assertThat(page("contacts?tag=" + list.getString("tag")).getInt("total"))
                .isEqualTo(list.getInt("contacts"));
    }

    @Test
    void dashboard_agreesWithTheLists() {
        JsonObject stats = initech.get("dashboard-stats").with(200).object();
        JsonObject counts = stats.getJsonObject("conversations");
        assertThat(counts.getInt("open"))
                .isEqualTo(page("conversations?status=OPEN").getInt("total"));
        assertThat(counts.getInt("pending"))
                .isEqualTo(page("conversations?status=PENDING").getInt("total"));
        assertThat(counts.getInt("closed"))
                .isEqualTo(page("conversations?status=CLOSED").getInt("total"));
        assertThat(stats.getInt("contacts")).isEqualTo(page("contacts").getInt("total"));
        assertThat(stats.getInt("averageResponseSeconds")).isPositive();
        assertThat(stats.getJsonArray("messagesPerDay")).hasSize(30);
        assertThat(stats.getJsonArray("busiestContacts")).hasSize(5);
    }

    @Test
    void messages_ofAConversation() {
        JsonObject conversation =
                page("conversations?limit=1").getJsonArray("data").getJsonObject(0);
        JsonObject messages = page("conversations/" + conversation.getInt("id") + "/messages?limit=100");
        assertThat(messages.getInt("total")).isBetween(5, 15);
        assertThat(messages.getJsonArray("data")).hasSize(messages.getInt("total"));
        assertThat(messages.getJsonArray("data").getJsonObject(0).getString("text"))
                .isEqualTo(conversation.getString("preview"));
    }

    private JsonObject page(String path) {
        return initech.get(path).with(200).object();
    }
}
