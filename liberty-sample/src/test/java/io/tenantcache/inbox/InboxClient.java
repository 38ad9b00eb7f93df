package io.tenantcache.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A caller of the inbox under test, signed in or not. Each request comes from an address of its own, as far as the inbox is told, so that
 * the limits of an address are met by those only that mean to.
 */
final class InboxClient {

    /** Where a proxy that the inbox trusts names its client. */
    static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Where the inbox is. */
    static final URI ROOT = URI.create("http://127.0.0.1:" + Integer.getInteger("inbox.http.port") + "/");

    /** Not HTTP/2, which it would ask the server for: over a plain connection that stopped reading under load. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Not those of a run before, if the server still counts for them. */
    private static final AtomicInteger ADDRESSES = new AtomicInteger((int) System.nanoTime());

    private final @Nullable String token;
    private final @Nullable String forwardedFor;

    private InboxClient(@Nullable String token, @Nullable String forwardedFor) {
        this.token = token;
        this.forwardedFor = forwardedFor;
    }

    /** What came back. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** near, remote or source. */
        String tier() {
            return header("X-Cache");
        }

        JsonObject object() {
            return (JsonObject) json();
        }

        JsonArray array() {
            return (JsonArray) json();
        }

        JsonArray data() {
            return object().getJsonArray("data");
        }

        long id() {
            return object().getJsonNumber("id").longValueExact();
        }

        Answer with(int status) {
            assertThat(status()).as(response.body()).isEqualTo(status);
            return this;
        }

        /** Checks that this is a problem as RFC 9457 has it. */
        JsonObject problem(int status) {
            with(status);
            assertThat(header("Content-Type")).startsWith("application/problem+json");
            assertThat(object().getInt("status")).isEqualTo(status);
            assertThat(object().getString("title")).isNotBlank();
            assertThat(object().getString("detail")).isNotBlank();
            return object();
        }

        private JsonStructure json() {
            return Json.createReader(new StringReader(response.body())).read();
        }
    }

    static InboxClient anonymous() {
        return new InboxClient(null, null);
    }

    static InboxClient withToken(String token) {
        return new InboxClient(token, null);
    }

    static InboxClient of(String tenant) {
        return of(tenant, "Test Agent");
    }

    static InboxClient of(String tenant, String user) {
        return withToken(anonymous().signIn(tenant, user).with(200).object().getString("access_token"));
    }

    /** The same caller at one place. */
    InboxClient from(String addresses) {
        return new InboxClient(token, addresses);
    }

    /** An address that nobody else has. */
    static String ownAddress() {
        int number = ADDRESSES.incrementAndGet();
        return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    Answer signIn(String tenant, String user) {
        return post("dev/token", "{\"tenant\":\"" + tenant + "\",\"user\":\"" + user + "\"}");
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer put(String path, String json) {
        return send("PUT", path, json);
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, json);
    }

    Answer send(String method, String path, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        ROOT.resolve("api/").resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header(FORWARDED_FOR, forwardedFor != null ? forwardedFor : ownAddress())
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
