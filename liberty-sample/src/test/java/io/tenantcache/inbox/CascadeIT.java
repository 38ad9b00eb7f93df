package io.tenantcache.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.inbox.InboxClient.Answer;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the annotations on the services bring about: hits, and what a change outdates. */
@ExtendWith(OwnRedis.class)
class CascadeIT {

    private final InboxClient globex = InboxClient.of("globex");

    @Test
    void get_again_fromMemory() {
        String path = "conversations?limit=7&status=CLOSED";
        Answer first = globex.get(path).with(200);
        Answer second = globex.get(path).with(200);
        assertThat(second.tier()).isEqualTo("near");
        assertThat(second.object()).isEqualTo(first.object());
        assertThat(second.header("Server-Timing")).matches("total;dur=\\d+\\.\\d+");
    }

    @Test
    void get_afterChange_fromTheDatabase() {
        String path = "conversations?limit=6";
        globex.get(path).with(200);
        JsonObject row = globex.get(path).with(200).data().getJsonObject(0);
        String subject = "Changed at " + System.nanoTime();
        globex.patch("conversations/" + row.getInt("id"), "{\"subject\":\"" + subject + "\"}")
                .with(200);
        Answer after = globex.get(path).with(200);
        assertThat(after.tier()).isEqualTo("source");
        assertThat(after.data().getJsonObject(0).getString("subject")).isEqualTo(subject);
    }

    @Test
    void conversation_changes_contactsAndDashboardFollow() {
        JsonObject row = globex.get("conversations?status=OPEN&limit=1").data().getJsonObject(0);
        String contact = "contacts/" + row.getInt("contactId");
        int openOfContact = globex.get(contact).with(200).object().getInt("openConversations");
        int open = open();
        globex.get("conversations/" + row.getInt("id") + "/messages").with(200);
        globex.patch("conversations/" + row.getInt("id"), "{\"status\":\"CLOSED\"}")
                .with(200);

        assertThat(globex.get(contact).object().getInt("openConversations")).isEqualTo(openOfContact - 1);
        assertThat(open()).isEqualTo(open - 1);
        assertThat(globex.get("conversations/" + row.getInt("id") + "/messages").tier())
                .isEqualTo("source");
    }

    @Test
    void message_sent_conversationsAndDashboardFollow() {
        JsonObject row = globex.get("conversations?limit=1&page=9").data().getJsonObject(0);
        String messages = "conversations/" + row.getInt("id") + "/messages";
        int total = globex.get(messages).object().getInt("total");
        int counted = globex.get("dashboard-stats").object().getInt("messages");
        globex.get("conversations?limit=1").with(200);
        String text = "Sent at " + System.nanoTime();
        long id = globex.post(messages, "{\"text\":\"" + text + "\"}").with(201).id();

        assertThat(globex.get(messages).object().getInt("total")).isEqualTo(total + 1);
        assertThat(globex.get("messages/" + id).object().getString("text")).isEqualTo(text);
        assertThat(globex.get("conversations?limit=1").data().getJsonObject(0).getString("preview"))
                .isEqualTo(text);
        assertThat(globex.get("dashboard-stats").object().getInt("messages")).isEqualTo(counted + 1);

        globex.get("conversations/" + row.getInt("id")).with(200);
        globex.put("messages/" + id, "{\"text\":\"Edited\"}").with(200);
        assertThat(globex.get("messages/" + id).object().getString("text")).isEqualTo("Edited");
        assertThat(globex.get("conversations/" + row.getInt("id")).object().getString("preview"))
                .isEqualTo("Edited");
    }

    @Test
    void contact_changes_conversationsAndListsFollow() {
        JsonObject row = globex.get("conversations?limit=1&page=5").data().getJsonObject(0);
        String tag = "tag-" + System.nanoTime();
        globex.get("contact-lists").with(200);
        globex.get("conversations/" + row.getInt("id")).with(200);
        globex.put(
                        "contacts/" + row.getInt("contactId"),
                        "{\"name\":\"Renamed Contact\",\"email\":\"renamed@example.com\",\"tags\":[\"" + tag + "\"]}")
                .with(200);

        assertThat(globex.get("conversations/" + row.getInt("id")).object().getString("contactName"))
                .isEqualTo("Renamed Contact");
        assertThat(globex.get("contact-lists").array().getValuesAs(JsonObject.class))
                .extracting(list -> list.getString("tag"))
                .contains(tag);
    }

    @Test
    void conversation_opened_isFirstInTheList() {
        long contact = globex.get("contacts?limit=1").data().getJsonObject(0).getInt("id");
        globex.get("conversations?limit=2").with(200);
        long id = globex.post(
                        "conversations",
                        "{\"contactId\":" + contact + ",\"subject\":\"A new matter\",\"text\":\"Hello there\"}")
                .with(201)
                .id();
        JsonObject first = globex.get("conversations?limit=2").data().getJsonObject(0);
        assertThat(first.getJsonNumber("id").longValueExact()).isEqualTo(id);
        assertThat(globex.get("conversations/" + id + "/messages").object().getInt("total"))
                .isEqualTo(1);
    }

    /** The server under test keeps this cache in memory for a second only. */
    @Test
    void get_leftMemory_fromRedis() {
        Answer first = globex.get("contact-lists").with(200);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Answer again = globex.get("contact-lists").with(200);
            assertThat(again.tier()).isEqualTo("remote");
            assertThat(again.array()).isEqualTo(first.array());
        });
    }

    private int open() {
        return globex.get("dashboard-stats")
                .with(200)
                .object()
                .getJsonObject("conversations")
                .getInt("open");
    }
}
