package io.tenantcache.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No tenant reads or changes another's rows, though it knows their ids, and though they are in the cache. */
@ExtendWith(OwnRedis.class)
class IsolationIT {

    private final InboxClient acme = InboxClient.of("acme");
    private final InboxClient globex = InboxClient.of("globex");

    @Test
    void get_rowOfAnotherTenant_notFound() {
        long conversation = first(acme.get("conversations?limit=1"));
        long message = first(acme.get("conversations/" + conversation + "/messages?limit=1"));
        long contact = first(acme.get("contacts?limit=1"));
        for (String path : new String[] {
            "conversations/" + conversation,
            "conversations/" + conversation + "/messages",
            "messages/" + message,
            "contacts/" + contact
        }) {
            acme.get(path).with(200);
            globex.get(path).problem(404);
            acme.get(path).with(200);
        }
    }

    @Test
    void change_rowOfAnotherTenant_notFoundAndUnchanged() {
        long conversation = first(acme.get("conversations?limit=1"));
        long message = first(acme.get("conversations/" + conversation + "/messages?limit=1"));
        long contact = first(acme.get("contacts?limit=1"));
        JsonObject before = acme.get("conversations/" + conversation).object();

        globex.patch("conversations/" + conversation, "{\"subject\":\"Taken over\"}")
                .problem(404);
        globex.post("conversations/" + conversation + "/messages", "{\"text\":\"Intruding\"}")
                .problem(404);
        globex.put("messages/" + message, "{\"text\":\"Rewritten\"}").problem(404);
        globex.put("contacts/" + contact, "{\"name\":\"Renamed\",\"email\":\"x@example.com\"}")
                .problem(404);
        globex.post("conversations", "{\"contactId\":" + contact + ",\"subject\":\"s\",\"text\":\"t\"}")
                .problem(404);

        assertThat(acme.get("conversations/" + conversation).object()).isEqualTo(before);
    }

    @Test
    void lists_sameQuestion_differentAnswers() {
        for (String path : new String[] {"conversations?limit=5", "contacts?limit=5"}) {
            assertThat(acme.get(path).data())
                    .doesNotContainAnyElementsOf(globex.get(path).data());
        }
        assertThat(acme.get("dashboard-stats").object())
                .isNotEqualTo(globex.get("dashboard-stats").object());
        assertThat(acme.get("contact-lists").array())
                .isNotEqualTo(globex.get("contact-lists").array());
    }

    @Test
    void change_leavesTheOtherTenantsCacheAlone() {
        globex.get("contacts?limit=3").with(200);
        assertThat(globex.get("contacts?limit=3").with(200).tier()).isEqualTo("near");
        acme.post("contacts", "{\"name\":\"New Contact\",\"email\":\"new@example.com\"}")
                .with(201);
        assertThat(globex.get("contacts?limit=3").with(200).tier()).isEqualTo("near");
    }

    private static long first(InboxClient.Answer page) {
        return page.with(200).data().getJsonObject(0).getJsonNumber("id").longValueExact();
    }
}
