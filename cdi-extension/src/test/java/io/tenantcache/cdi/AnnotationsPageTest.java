package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tenantcache.cdi.AnnotationExamples.Contact;
import io.tenantcache.cdi.AnnotationExamples.Message;
import io.tenantcache.cdi.AnnotationExamples.UnknownCurrency;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each example of {@code docs/annotations.md} stands in {@link AnnotationExamples}, and does what the page says. */
class AnnotationsPageTest {

    private static final String PAGE = read("../docs/annotations.md");
    private static final String EXAMPLES = read("src/test/java/io/tenantcache/cdi/AnnotationExamples.java")
            + read("src/test/java/io/tenantcache/cdi/Quotes.java");

    private final Application application = Application.configured(
            settings(),
            AnnotationExamples.Contacts.class,
            AnnotationExamples.Others.class,
            AnnotationExamples.ByState.class,
            AnnotationExamples.Drafts.class);
    private final AnnotationExamples.Contacts contacts = application.bean(AnnotationExamples.Contacts.class);
    private final AnnotationExamples.Others others = application.bean(AnnotationExamples.Others.class);

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(PAGE)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** White space and line breaks are the formatter's. */
    private static String words(String java) {
        return Arrays.stream(java.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .reduce("", String::concat)
                .replace("publicstaticclass", "publicclass");
    }

    /** All properties of the page, for a cache of all tenants. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "tenantcache.tenancy", "shared",
                "tenantcache.caches.contact-lists.remote.ttl", "1m",
                "tenantcache.caches.dashboard-stats.remote.ttl", "1m"));
        for (String block : blocks("properties")) {
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(block));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
        }
        return settings;
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void examples_areCompiled() {
        assertThat(blocks("java")).hasSizeGreaterThan(4);
        for (String block : blocks("java")) {
            for (String part : block.split("\n\n(?=@)", -1)) {
                assertThat(words(EXAMPLES)).contains(words(members(part)));
            }
        }
    }

    /** Of a whole class, whose fields the page leaves out, the part before its members and each of these. */
    private static String members(String part) {
        return part.contains("class Contacts") ? part.substring(part.indexOf("    @CacheResult")) : part;
    }

    @Test
    void injection() {
        AnnotationExamples.Drafts drafts = application.bean(AnnotationExamples.Drafts.class);
        drafts.put("one", new AnnotationExamples.Draft("text"));
        assertThat(application.cache("drafts").get("one")).isEqualTo(new AnnotationExamples.Draft("text"));
    }

    @Test
    void contacts() {
        assertThat(contacts.find(1)).isEmpty();
        contacts.save(1, new Contact(1, "anna"));
        assertThat(contacts.find(1)).contains(new Contact(1, "anna"));
        assertThat(contacts.calls()).isEqualTo(1);
        contacts.delete(1);
        assertThat(contacts.find(1)).isEmpty();
        assertThat(contacts.calls()).isEqualTo(2);
    }

    @Test
    void cascade() {
        application.cache("contact-lists").put("list", "old");
        contacts.delete(1);
        assertThat(application.cache("contact-lists").containsKey("list")).isFalse();
    }

    @Test
    void failures() {
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowable(() -> others.rate("none"))).isInstanceOf(UnknownCurrency.class);
        }
        assertThat(others.calls()).isEqualTo(1);
        assertThat(left("rate-failures", "none")).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void policies() {
        assertThat(others.profile("anna").user()).isEqualTo("anna");
        assertThat(left("profiles", "anna")).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(45));
        assertThat(others.order(1).isClosed()).isFalse();
        assertThat(left("orders", 1L)).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(others.order(0).isClosed()).isTrue();
        assertThat(left("orders", 0L)).isGreaterThan(Duration.ofMinutes(1));
    }

    private Duration left(String cache, Object key) {
        return application
                .cache(cache)
                .getTimeToLive(io.tenantcache.cdi.Contacts.key(key))
                .orElseThrow();
    }

    @Test
    void tags() {
        UUID ofOne = new UUID(1, 1);
        UUID ofTwo = new UUID(2, 1);
        assertThat(others.page(1, 1)).hasSize(1);
        assertThat(others.message(ofOne).conversation()).isEqualTo(1);
        assertThat(others.message(ofTwo).conversation()).isEqualTo(2);
        others.send(new UUID(0, 0), new Message(new UUID(0, 0), 1));
        assertThat(application.cache("messages").containsKey(io.tenantcache.cdi.Contacts.key(1L, 1)))
                .isFalse();
        assertThat(application.cache("messages").containsKey(io.tenantcache.cdi.Contacts.key(ofOne)))
                .isFalse();
        assertThat(application.cache("messages").containsKey(io.tenantcache.cdi.Contacts.key(ofTwo)))
                .isTrue();
    }

    @Test
    void tags_ofTheConfiguration() {
        contacts.save(1, new Contact(1, "anna"));
        contacts.save(2, new Contact(2, "bert"));
        application.bean(CacheInvalidator.class).tag("contacts", "name:anna");
        assertThat(application.cache("contacts").containsKey(io.tenantcache.cdi.Contacts.key(1L)))
                .isFalse();
        assertThat(application.cache("contacts").containsKey(io.tenantcache.cdi.Contacts.key(2L)))
                .isTrue();
    }

    @Test
    void members_areInTheTable() {
        assertThat(CachePolicy.class.getDeclaredMethods())
                .filteredOn(member -> member.getReturnType() == String.class)
                .hasSize(8)
                .allSatisfy(member -> assertThat(PAGE).contains("| `" + member.getName() + "` | `"));
    }
}
