package io.tenantcache.cdi.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.cdi.ratelimit.ClientAddresses.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose address counts: that of who has spoken to the first trusted proxy, whatever a client writes before it. */
class ClientAddressesTest {

    private static final String PROXY = "10.0.0.1";

    private static ClientAddresses addresses(Header header) {
        return new ClientAddresses(TrustedProxies.parse("10.0.0.0/8, fd00::/16, ::1"), header, 64);
    }

    private static Optional<String> forwardedFor(String peer, String... values) {
        return addresses(Header.X_FORWARDED_FOR).client(peer, List.of(values));
    }

    private static Optional<String> forwarded(String peer, String... values) {
        return addresses(Header.FORWARDED).client(peer, List.of(values));
    }

    @Test
    void peer_untrusted() {
        assertThat(forwardedFor("192.0.2.1", "198.51.100.7")).contains("192.0.2.1");
        assertThat(forwarded("192.0.2.1", "for=198.51.100.7")).contains("192.0.2.1");
    }

    @Test
    void peer_withoutReport() {
        assertThat(forwardedFor(PROXY)).contains(PROXY);
        assertThat(forwardedFor(PROXY, "")).contains(PROXY);
        assertThat(forwarded(PROXY, "proto=https")).contains(PROXY);
    }

    @Test
    void peer_noAddress() {
        assertThat(forwardedFor("", "198.51.100.7")).isEmpty();
        assertThat(forwardedFor("unix:/socket", "198.51.100.7")).isEmpty();
        assertThat(forwardedFor("localhost", "198.51.100.7")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7 | 198.51.100.7",
                "198.51.100.7, 10.1.1.1 | 198.51.100.7",
                "203.0.113.9, 198.51.100.7, 10.1.1.1,10.2.2.2 | 198.51.100.7",
                "10.9.9.9, 10.1.1.1 | 10.9.9.9",
                "198.51.100.7:4711 | 198.51.100.7",
                "::ffff:198.51.100.7 | 198.51.100.7",
                "2001:db8:1:2:3:4:5:6 | 2001:db8:1:2:0:0:0:0/64",
                "[2001:DB8:1:2::9]:4711 | 2001:db8:1:2:0:0:0:0/64",
                "fe80::1%eth0 | fe80:0:0:0:0:0:0:0/64",
                "unknown | 10.0.0.1",
                "203.0.113.9, unknown, 10.1.1.1 | 10.1.1.1",
                "203.0.113.9, 1.2.3, 10.1.1.1 | 10.1.1.1",
                "203.0.113.9, 256.1.1.1 | 10.0.0.1",
                "203.0.113.9, 0127.0.0.1 | 10.0.0.1",
                "203.0.113.9, attacker.example.com | 10.0.0.1",
                "203.0.113.9, | 10.0.0.1"
            })
    void forwardedFor_lastUntrusted(String value, String client) {
        assertThat(forwardedFor(PROXY, value)).contains(client);
    }

    @Test
    void forwardedFor_severalFields() {
        assertThat(forwardedFor(PROXY, "203.0.113.9", "198.51.100.7, 10.1.1.1")).contains("198.51.100.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=198.51.100.7;proto=http | 198.51.100.7",
                "proto=http;For=\"198.51.100.7:80\" | 198.51.100.7",
                "for=203.0.113.9, for=198.51.100.7;by=10.3.3.3, for=10.1.1.1 | 198.51.100.7",
                "for=\"[2001:db8:1:2::9]:4711\" | 2001:db8:1:2:0:0:0:0/64",
                "for=_hidden | 10.0.0.1",
                "for=203.0.113.9, proto=http | 10.0.0.1",
                "for=203.0.113.9;for=203.0.113.8 | 10.0.0.1",
                "for=\"a, for=198.51.100.7 | 198.51.100.7",
                "for=\"a\\\", for=198.51.100.7 | 198.51.100.7",
                "by=\"x;for=203.0.113.9\";for=198.51.100.7 | 198.51.100.7"
            })
    void forwarded_lastUntrusted(String value, String client) {
        assertThat(forwarded(PROXY, value)).contains(client);
    }

    /** Whatever a client sends, its proxies append who it is: nobody else is blamed, and no limit is evaded. */
    @ParameterizedTest
    @EnumSource(Header.class)
    void forged_changesNothing(Header header) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "0123456789abcdef.:,;=\"\\[]% for_-";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder forged = new StringBuilder(random.nextBoolean() ? "10.0.0.2, 203.0.113.9" : "for=\"");
            for (int i = random.nextInt(30); i > 0; i--) {
                forged.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            List<String> values = new ArrayList<>(List.of(forged.toString()));
            String told = header == Header.FORWARDED
                    ? "for=198.51.100.7, for=\"[fd00::5]:81\";proto=https"
                    : "198.51.100.7, fd00::5";
            if (random.nextBoolean()) {
                values.set(0, forged + ", " + told);
            } else {
                values.add(told);
            }
            assertThat(addresses(header).client(PROXY, values))
                    .describedAs("seed %d, round %d, %s", seed, round, values)
                    .contains("198.51.100.7");
        }
    }

    @Test
    void ipv6_wholeAddress() {
        ClientAddresses addresses = new ClientAddresses(TrustedProxies.parse("none"), Header.FORWARDED, 128);
        assertThat(addresses.client("2001:db8::9", List.of())).contains("2001:db8:0:0:0:0:0:9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "proxy.example.com",
                "10.0.0",
                "::1/129",
                "10.0.0.1,,"
            })
    void proxies_malformed(String text) {
        assertThatThrownBy(() -> TrustedProxies.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("It holds");
    }

    @Test
    void proxies_everybody() {
        ClientAddresses addresses = new ClientAddresses(TrustedProxies.parse("0.0.0.0/0"), Header.X_FORWARDED_FOR, 64);
        assertThat(addresses.client("192.0.2.1", List.of("203.0.113.9, 198.51.100.7")))
                .contains("203.0.113.9");
    }
}
