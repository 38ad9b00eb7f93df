package io.tenantcache.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Tenant;
import io.tenantcache.config.NearConfig;
import io.tenantcache.config.TenantShare;
import io.tenantcache.store.Entry;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Stamp;
import io.tenantcache.store.Write;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NearTierTest {

    private static final Trust TRUST = Trust.ofAuthority();

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    private final AtomicLong clock = new AtomicLong();
    private final NearTier near = tier(1_000, 1 << 20, Entry.ETERNAL);

    private NearTier tier(long entries, long bytes, long longestLife) {
        return tier(entries, bytes, longestLife, held -> 10);
    }

    private NearTier tier(long entries, long bytes, long longestLife, ToLongFunction<Object> sizeOf) {
        NearConfig bounds = new NearConfig(entries, bytes, Duration.ofSeconds(60));
        var surroundings =
                new NearTier.Surroundings(NearClock.precise(clock::get), tenant -> TRUST, Departures.UNHEARD);
        return new NearTier(bounds, sizeOf, Lives.upTo(longestLife), surroundings);
    }

    @Test
    void get_absent() {
        assertThat(near.get(ACME, "k")).isNull();
    }

    @Test
    void get_otherTenant() {
        put(ACME, "k", "v");
        assertThat(value(ACME, "k")).isEqualTo("v");
        assertThat(value(GLOBEX, "k")).isNull();
    }

    @Test
    void get_expired() {
        NearTier bounded = tier(10, 1 << 20, 60_000);
        bounded.write(ACME, write("k", Expectation.ANY, entry("v", 100_000)));
        clock.addAndGet(Duration.ofMillis(59_999).toNanos());
        assertThat(bounded.get(ACME, "k")).isNotNull();
        clock.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(bounded.get(ACME, "k")).isNull();
    }

    @Test
    void write_expectations() {
        assertThat(write("k", Expectation.PRESENT, "a").applied()).isFalse();
        assertThat(write("k", Expectation.ABSENT, "b").applied()).isTrue();
        assertThat(write("k", Expectation.ABSENT, "c").applied()).isFalse();
        long revision = Objects.requireNonNull(near.read(ACME, "k").entry()).revision();
        assertThat(write("k", Expectation.revision(revision + 1), "d").applied())
                .isFalse();
        assertThat(write("k", Expectation.revision(revision), "e").applied()).isTrue();
        Outcome removed =
                near.write(ACME, new Write("k", Expectation.PRESENT, new Write.Remove(), Write.Answer.PREVIOUS));
        assertThat(Objects.requireNonNull(removed.previous()).payload().reference())
                .isEqualTo("e");
        assertThat(value(ACME, "k")).isNull();
    }

    @Test
    void fill_afterInvalidationOfKey() {
        Stamp stamp = near.read(ACME, "k").stamp();
        near.invalidate(ACME, "k");
        assertThat(write("k", Expectation.unchangedSince(stamp), "old").applied())
                .isFalse();
        assertThat(write("k", Expectation.unchangedSince(near.read(ACME, "k").stamp()), "new")
                        .applied())
                .isTrue();
    }

    @Test
    void fill_afterInvalidationOfRegion() {
        Stamp stamp = near.read(ACME, "k").stamp();
        near.invalidate(ACME);
        assertThat(write("k", Expectation.unchangedSince(stamp), "old").applied())
                .isFalse();
    }

    @Test
    void fill_afterRemovalAndAfterPut() {
        Stamp stamp = near.read(ACME, "k").stamp();
        put(ACME, "k", "v");
        near.write(ACME, write("k", Expectation.ANY, (Entry) null));
        assertThat(write("k", Expectation.unchangedSince(stamp), "old").applied())
                .isFalse();
    }

    @Test
    void fill_afterForgottenRegionWasInvalidated() {
        Stamp stamp = near.read(ACME, "k").stamp();
        near.invalidate(ACME);
        // Nothing holds the region any more: it may be collected, and what it knew with it.
        for (int i = 0; i < 20; i++) {
            System.gc();
        }
        assertThat(write("k", Expectation.unchangedSince(stamp), "old").applied())
                .isFalse();
    }

    @Test
    void invalidateRegion_otherTenantKeepsItsEntries() {
        put(ACME, "k", "v");
        put(GLOBEX, "k", "w");
        near.invalidate(ACME);
        assertThat(value(ACME, "k")).isNull();
        assertThat(value(GLOBEX, "k")).isEqualTo("w");
        near.invalidateAll();
        assertThat(value(GLOBEX, "k")).isNull();
    }

    @Test
    void doubt_nothingIsServedUntilItIsFoundRight() {
        put(ACME, "k", "v");
        put(GLOBEX, "k", "w");
        near.doubt(ACME);
        assertThat(value(ACME, "k")).isNull();
        assertThat(value(GLOBEX, "k")).isEqualTo("w");
        near.believe(ACME, TRUST.term(), near.position(ACME));
        assertThat(value(ACME, "k")).isEqualTo("v");
    }

    @Test
    void doubt_whoAskedBefore_findsNothingRight() {
        put(ACME, "k", "v");
        long before = near.position(ACME);
        near.doubt(ACME);
        near.believe(ACME, TRUST.term(), before);
        assertThat(value(ACME, "k")).isNull();
    }

    @Test
    void doubt_whatWasFetchedBefore_isNotKept() {
        long before = near.position(ACME);
        Stamp stamp = near.read(ACME, "loaded").stamp();
        NearTier.Announced write = near.announceWrite(ACME, "written");
        near.doubt(ACME);
        near.keep(ACME, "read", entry("read", 1_000), before, 0);
        write.end(entry("written", 1_000));
        assertThat(write("loaded", Expectation.unchangedSince(stamp), "loaded").applied())
                .isFalse();
        near.believe(ACME, TRUST.term(), near.position(ACME));
        assertThat(value(ACME, "read")).isNull();
        assertThat(value(ACME, "written")).isNull();
        assertThat(value(ACME, "loaded")).isNull();
    }

    @Test
    void doubt_whatIsLoadedAfterwardsInstead_isServedWithoutTheRest() {
        put(ACME, "k", "v");
        near.doubt(ACME);
        Stamp stamp = near.read(ACME, "loaded").stamp();
        assertThat(write("loaded", Expectation.unchangedSince(stamp), "loaded").applied())
                .isTrue();
        assertThat(value(ACME, "loaded")).isEqualTo("loaded");
        assertThat(value(ACME, "k")).isNull();
    }

    @Test
    void doubt_servedInAnOutage_isTold() {
        Trust trust = Trust.ofAuthority();
        trust.join();
        var surroundings =
                new NearTier.Surroundings(NearClock.precise(clock::get), tenant -> trust, Departures.UNHEARD);
        NearConfig bounds = new NearConfig(10, 1 << 20, Duration.ofSeconds(60), TenantShare.defaults(), true);
        NearTier inOutage = new NearTier(bounds, held -> 10, Lives.upTo(Entry.ETERNAL), surroundings);
        inOutage.write(ACME, write("k", Expectation.ANY, entry("v", Entry.ETERNAL)));
        List<String> keys = List.of("k", "absent");
        assertThat(inOutage.readInOutage(ACME, keys, null).uncertain()).isZero();
        inOutage.doubt(ACME);
        NearTier.InOutage answer = inOutage.readInOutage(ACME, keys, null);
        assertThat(Objects.requireNonNull(answer.lookups().get("k")).entry()).isNotNull();
        assertThat(answer.uncertain()).isEqualTo(1);
    }

    @Test
    void keep_readBeforeAnnouncedWrite() {
        long before = near.position(ACME);
        NearTier.Announced write = near.announceWrite(ACME, "k");
        long during = near.position(ACME);
        near.keep(ACME, "k", entry("before", 1_000), before, 0);
        assertThat(value(ACME, "k")).isNull();
        write.end(entry("written", 1_000));
        near.keep(ACME, "k", entry("during", 1_000), during, 0);
        assertThat(value(ACME, "k")).isEqualTo("written");
    }

    @Test
    void announcedWrites_overlapping_noneIsKept() {
        NearTier.Announced first = near.announceWrite(ACME, "k");
        NearTier.Announced second = near.announceWrite(ACME, "k");
        second.end(entry("second", 1_000));
        first.end(entry("first", 1_000));
        assertThat(value(ACME, "k")).isNull();
        NearTier.Announced third = near.announceWrite(ACME, "k");
        third.end(entry("third", 1_000));
        assertThat(value(ACME, "k")).isEqualTo("third");
    }

    @Test
    void keep_whileAWriteRuns() {
        NearTier.Announced write = near.announceWrite(ACME, "k");
        near.keep(ACME, "k", entry("before or after", 1_000), near.position(ACME), 0);
        assertThat(value(ACME, "k")).isNull();
        write.end(null);
        near.keep(ACME, "k", entry("after", 1_000), near.position(ACME), 0);
        assertThat(value(ACME, "k")).isEqualTo("after");
    }

    @Test
    void expire_noLaterThanTheAuthority() {
        near.keep(ACME, "k", entry("v", 1_000), near.position(ACME), 0);
        near.expire(ACME, "k", 2_000, clock.get());
        clock.set(Duration.ofMillis(1_998).toNanos());
        assertThat(value(ACME, "k")).isEqualTo("v");
        clock.set(Duration.ofMillis(1_999).toNanos());
        assertThat(value(ACME, "k")).isNull();
    }

    @Test
    void expire_doesNotRevive() {
        near.keep(ACME, "k", entry("v", 1_000), near.position(ACME), 0);
        clock.set(Duration.ofSeconds(1).toNanos());
        near.expire(ACME, "k", 2_000, clock.get());
        assertThat(value(ACME, "k")).isNull();
    }

    @Test
    void bounds_entries() {
        NearTier small = tier(10, 10_000, Entry.ETERNAL);
        IntStream.range(0, 100).forEach(i -> small.write(ACME, write("k" + i, Expectation.ANY, entry("v", 1_000))));
        assertThat(kept(small)).isBetween(1L, 10L);
    }

    @Test
    void bounds_bytes() {
        NearTier small = tier(1_000, 10_000, Entry.ETERNAL, held -> 1_000);
        IntStream.range(0, 100).forEach(i -> small.write(ACME, write("k" + i, Expectation.ANY, entry("v", 1_000))));
        assertThat(kept(small)).isBetween(1L, 10L);
    }

    private static long kept(NearTier tier) {
        return IntStream.range(0, 100)
                .filter(i -> tier.get(ACME, "k" + i) != null)
                .count();
    }

    private void put(Tenant tenant, String key, String value) {
        near.write(tenant, write(key, Expectation.ANY, entry(value, Entry.ETERNAL)));
    }

    private Outcome write(String key, Expectation expected, String value) {
        return near.write(ACME, write(key, expected, entry(value, Entry.ETERNAL)));
    }

    private static Write write(String key, Expectation expected, @Nullable Entry entry) {
        Write.Effect effect = entry == null
                ? new Write.Remove()
                : Write.Store.of(entry.payload(), entry.revision(), entry.ttlMillis());
        return new Write(key, expected, effect, Write.Answer.EXISTENCE);
    }

    private static Entry entry(String value, long ttl) {
        return new Entry(new Payload(value, null), value.hashCode(), ttl);
    }

    private @Nullable Object value(Tenant tenant, String key) {
        return near.get(tenant, key);
    }
}
