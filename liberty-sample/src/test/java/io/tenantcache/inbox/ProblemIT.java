package io.tenantcache.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OwnRedis.class)
class ProblemIT {

    private final InboxClient acme = InboxClient.of("acme");

    @Test
    void validation_namesEveryField() {
        JsonObject problem = acme.post("contacts", "{\"name\":\" \",\"email\":\"secret-value\",\"tags\":[\"\"]}")
                .problem(400);
        assertThat(problem.getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(error -> error.getString("field"))
                .containsExactly("email", "name", "tags[0]");
        assertThat(problem.toString()).doesNotContain("secret-value");
    }

    @ParameterizedTest
    @CsvSource({
        "conversations?limit=101, limit",
        "conversations?limit=0, limit",
        "contacts?page=0, page",
        "conversations/1000000/messages?page=-1, page"
    })
    void validation_namesTheParameter(String path, String parameter) {
        assertThat(acme.get(path).problem(400).getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(error -> error.getString("field"))
                .containsExactly(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversations?limit=many", "conversations?status=LOST", "contacts?page=99999999999"})
    void parameter_unreadable_badRequest(String path) {
        acme.get(path).problem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":", "[]", "\"text\"", "{\"name\":{}}", "null", ""})
    void body_unreadable_badRequest(String body) {
        acme.post("contacts", body).problem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "conversations/abc", "conversations/99999999", "messages/1", "contacts/1"})
    void address_unknown_notFound(String path) {
        acme.get(path).problem(404);
    }

    @Test
    void method_unknown_notAllowed() {
        acme.send("DELETE", "contacts", null).problem(405);
    }
}
