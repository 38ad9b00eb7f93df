package io.tenantcache.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Tenant;
import io.tenantcache.config.NearConfig;
import io.tenantcache.store.Entry;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Stamp;
import io.tenantcache.store.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What memory holds of entries with tags; those of {@code "t"} and {@code "u"} are not of one stripe. */
class NearTagsTest {

    private static final Trust TRUST = Trust.ofAuthority();

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    private final AtomicLong clock = new AtomicLong();
    private final NearTier near = tier(1 << 20, held -> 10);

    private NearTier tier(long bytes, ToLongFunction<Object> sizeOf) {
        var surroundings =
                new NearTier.Surroundings(NearClock.precise(clock::get), tenant -> TRUST, Departures.UNHEARD);
        return new NearTier(
                new NearConfig(1_000, bytes, Duration.ofHours(1)), sizeOf, Lives.upTo(Entry.ETERNAL), surroundings);
    }

    private static Entry entry(Object value, String... tags) {
        return new Entry(new Payload(value, null).withTags(List.of(tags)), 1, Entry.ETERNAL);
    }

    private static Write write(String key, Expectation expected, Entry entry) {
        Write.Effect effect = Write.Store.of(entry.payload(), entry.revision(), entry.ttlMillis());
        return new Write(key, expected, effect, Write.Answer.EXISTENCE);
    }

    @Test
    void invalidateTag_whatBearsIt() {
        near.write(ACME, write("both", Expectation.ANY, entry("v", "t", "u")));
        near.write(ACME, write("other", Expectation.ANY, entry("v", "u")));
        near.write(ACME, write("none", Expectation.ANY, entry("v")));
        near.write(GLOBEX, write("both", Expectation.ANY, entry("v", "t")));
        near.invalidateTag(ACME, "t");
        assertThat(near.get(ACME, "both")).isNull();
        assertThat(near.get(ACME, "other")).isEqualTo("v");
        assertThat(near.get(ACME, "none")).isEqualTo("v");
        assertThat(near.get(GLOBEX, "both")).isEqualTo("v");
        near.write(ACME, write("both", Expectation.ABSENT, entry("w", "t")));
        assertThat(near.get(ACME, "both")).isEqualTo("w");
        near.invalidate(ACME);
        assertThat(near.get(ACME, "both")).isNull();
    }

    @Test
    void read_tellsTheTags() {
        near.write(ACME, write("k", Expectation.ANY, entry("v", "t", "u")));
        Entry read = Objects.requireNonNull(near.read(ACME, "k").entry());
        assertThat(read.payload().tags()).containsExactly("t", "u");
    }

    @Test
    void fill_loadedBeforeItsTagChanged() {
        // What holds an entry is not forgotten.
        near.write(ACME, write("anchor", Expectation.ANY, entry("v")));
        Stamp stamp = near.read(ACME, "k").stamp();
        near.invalidateTag(ACME, "t");
        Expectation expected = Expectation.unchangedSince(stamp);
        assertThat(near.write(ACME, write("k", expected, entry("old", "t"))).applied())
                .isFalse();
        assertThat(near.write(ACME, write("k", expected, entry("v", "u"))).applied())
                .isTrue();
    }

    @Test
    void fill_ofAForgottenRegion() {
        Stamp stamp = near.read(ACME, "k").stamp();
        near.invalidateTag(ACME, "t");
        // Nothing holds the region any more: it may be collected, and what it knew with it.
        for (int i = 0; i < 20; i++) {
            System.gc();
        }
        assertThat(near.write(ACME, write("k", Expectation.unchangedSince(stamp), entry("old", "t")))
                        .applied())
                .isFalse();
        assertThat(near.tagsUnchangedSince(ACME, List.of("t"), stamp.near())).isFalse();
    }

    @Test
    void keep_fetchedBeforeItsTagChanged_leavesWhatIsThere() {
        long position = near.position(ACME);
        near.invalidateTag(ACME, "t");
        near.keep(ACME, "k", entry("old", "t"), position, near.nanoTime());
        assertThat(near.get(ACME, "k")).isNull();
        long later = near.position(ACME);
        near.keep(ACME, "k", entry("new", "t"), later, near.nanoTime());
        assertThat(near.get(ACME, "k")).isEqualTo("new");
        near.keep(ACME, "k", entry("old", "t"), position, near.nanoTime());
        assertThat(near.get(ACME, "k")).isEqualTo("new");
    }

    @Test
    void announcedWrite_tagChangedMeanwhile() {
        NearTier.Announced announced = near.announceWrite(ACME, "k");
        near.invalidateTag(ACME, "t");
        announced.end(entry("v", "t"));
        assertThat(near.get(ACME, "k")).isNull();
        near.announceWrite(ACME, "k").end(entry("v", "t"));
        assertThat(near.get(ACME, "k")).isEqualTo("v");
    }

    @Test
    void expire_keepsTheTags() {
        near.write(ACME, write("k", Expectation.ANY, entry("v", "t")));
        near.expire(ACME, "k", 60_000, near.nanoTime());
        assertThat(near.get(ACME, "k")).isEqualTo("v");
        near.invalidateTag(ACME, "t");
        assertThat(near.get(ACME, "k")).isNull();
    }

    @Test
    void bounds_bytes_tagsCount() {
        NearTier small = tier(20_000, held -> 10);
        String[] tags =
                IntStream.range(0, 16).mapToObj(i -> "x".repeat(198) + (10 + i)).toArray(String[]::new);
        IntStream.range(0, 100).forEach(i -> small.write(ACME, write("k" + i, Expectation.ANY, entry("v", tags))));
        assertThat(IntStream.range(0, 100)
                        .filter(i -> small.get(ACME, "k" + i) != null)
                        .count())
                .isLessThanOrEqualTo(20_000 / (16 * 200));
    }

    /** Versions of a source, loaded and outdated by their tag at once: none comes back. */
    @Test
    void fill_whileItsTagChanges_neverOlderThanWhatWasOutdated() throws Exception {
        AtomicLong source = new AtomicLong();
        AtomicLong outdated = new AtomicLong();
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit(() -> {
                    while (!ended.get()) {
                        long oldest = outdated.get();
                        Object held = near.get(ACME, "k");
                        if (held == null) {
                            Stamp stamp = near.read(ACME, "k").stamp();
                            Expectation expected = Expectation.unchangedSince(stamp);
                            near.write(ACME, write("k", expected, entry(source.get(), "t")));
                        } else {
                            assertThat((Long) held).isGreaterThanOrEqualTo(oldest);
                        }
                    }
                }));
            }
            for (int i = 0; i < 100_000; i++) {
                long version = source.incrementAndGet();
                near.invalidateTag(ACME, "t");
                outdated.set(version);
            }
            ended.set(true);
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            ended.set(true);
            threads.shutdownNow();
        }
    }
}
