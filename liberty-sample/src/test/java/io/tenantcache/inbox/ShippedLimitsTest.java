package io.tenantcache.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.inbox.rest.DevelopmentResource;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The limits that the sample has where no test sets others: {@code LimitIT} could not wait for the ends of some. */
class ShippedLimitsTest {

    private static final String PREFIX = "tenantcache.ratelimit.";

    @Test
    void configured() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(
                Path.of("src", "main", "resources", "META-INF", "microprofile-config.properties"))) {
            properties.load(reader);
        }
        Map<String, String> limits = properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .collect(Collectors.toMap(name -> name.substring(PREFIX.length()), properties::getProperty));
        assertThat(limits)
                .containsOnly(
                        Map.entry("all.limit", "1000"),
                        Map.entry("all.window", "1m"),
                        Map.entry("address.limit", "100"),
                        Map.entry("address.window", "1m"),
                        Map.entry("address.per", "ip"),
                        Map.entry("user.limit", "200"),
                        Map.entry("user.window", "1m"),
                        Map.entry("user.per", "user"));
    }

    @Test
    void ofSignIns() {
        RateLimited signIns = Arrays.stream(DevelopmentResource.class.getMethods())
                .map(method -> method.getAnnotation(RateLimited.class))
                .filter(Objects::nonNull)
                .filter(limit -> limit.value().equals("sign-in"))
                .findFirst()
                .orElseThrow();
        assertThat(signIns.limit()).isEqualTo(10);
        assertThat(signIns.window()).isEqualTo("5m");
        assertThat(signIns.per()).isEqualTo("ip");
    }
}
