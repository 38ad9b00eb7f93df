package io.tenantcache.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.EvictionCause;
import io.tenantcache.Tenant;
import io.tenantcache.config.NearConfig;
import io.tenantcache.config.TenantShare;
import io.tenantcache.store.Entry;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Write;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearFairnessTest {

    private static final Trust TRUST = Trust.ofAuthority();

    private static final int ENTRIES = 1_000;
    private static final Tenant NOISY = Tenant.of("noisy");
    private static final Tenant OTHER = Tenant.of("other");
    private static final Tenant QUIET = Tenant.of("quiet");

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger evicted = new AtomicInteger();
    private final Departures departures = new Departures() {
        @Override
        public void left(EvictionCause cause) {
            evicted.addAndGet(cause == EvictionCause.SIZE ? 1 : 0);
        }

        @Override
        public void expired(Tenant tenant, Object key, Payload payload, Removal removal) {
            removal.remove();
        }
    };

    private NearTier tier(int floor, int ceiling) {
        NearConfig bounds =
                new NearConfig(ENTRIES, ENTRIES, Duration.ofSeconds(60), new TenantShare(floor, ceiling), false);
        return new NearTier(bounds, held -> 1, Lives.upTo(Entry.ETERNAL), surroundings());
    }

    private NearTier.Surroundings surroundings() {
        return new NearTier.Surroundings(NearClock.precise(clock::get), tenant -> TRUST, departures);
    }

    @Test
    void write_belowTheFloor_losesNothing() {
        NearTier near = tier(2, 100);
        put(near, QUIET, 0, 20);
        hammer(near, NOISY);
        assertThat(kept(near, QUIET, 0, 20)).isEqualTo(20);
    }

    @Test
    void write_withoutFloor_losesAll() {
        // The one above is worth something only as long as this holds.
        NearTier near = tier(0, 100);
        put(near, QUIET, 0, 20);
        hammer(near, NOISY);
        assertThat(kept(near, QUIET, 0, 20)).isZero();
    }

    @Test
    void write_aboveTheCeiling_displacesItsOwn() {
        NearTier near = tier(0, 50);
        put(near, QUIET, 0, 300);
        put(near, OTHER, 0, 200);
        hammer(near, NOISY);
        assertThat(kept(near, QUIET, 0, 300)).isEqualTo(300);
        assertThat(kept(near, OTHER, 0, 200)).isEqualTo(200);
    }

    @Test
    void write_alone_takesAllTheRoom() {
        NearTier near = tier(2, 50);
        put(near, NOISY, 0, ENTRIES);
        assertThat(kept(near, NOISY, 0, ENTRIES)).isEqualTo(ENTRIES);
        assertThat(evicted).hasValue(0);
    }

    @Test
    void write_othersWantRoom_theOneAboveItsCeilingGivesIt() {
        NearTier near = tier(0, 50);
        put(near, OTHER, 0, 100);
        hammer(near, NOISY);
        put(near, QUIET, 0, 400);
        // Of the one above its ceiling all is hot: where a search does not get to it, a few others have to go.
        assertThat(kept(near, OTHER, 0, 100)).isGreaterThan(95);
        assertThat(kept(near, QUIET, 0, 400)).isGreaterThan(380);
    }

    @Test
    void write_moreTenantsThanFloors() {
        NearTier near = tier(50, 100);
        for (int i = 0; i < 2 * ENTRIES; i++) {
            put(near, Tenant.of("tenant-" + i), 0, 1);
        }
        assertThat(IntStream.range(0, 2 * ENTRIES)
                        .filter(i -> near.get(Tenant.of("tenant-" + i), 0) != null)
                        .count())
                .isBetween(1L, (long) ENTRIES);
        put(near, QUIET, 0, 1);
        assertThat(kept(near, QUIET, 0, 1)).isOne();
    }

    @Test
    void write_deadEntriesGoFirst() {
        NearTier near = tier(2, 50);
        put(near, QUIET, 0, 20);
        put(near, OTHER, 0, 480);
        put(near, NOISY, 0, 500);
        near.invalidate(QUIET);
        put(near, NOISY, 500, 20);
        assertThat(evicted).hasValue(0);
        assertThat(kept(near, OTHER, 0, 480)).isEqualTo(480);
    }

    @Test
    void write_evictionsAreCounted() {
        NearTier near = tier(0, 50);
        put(near, NOISY, 0, ENTRIES + 7);
        assertThat(evicted).hasValue(7);
    }

    @Test
    void write_heavierThanTheTier_isNotStored() {
        NearConfig bounds = new NearConfig(ENTRIES, ENTRIES, Duration.ofSeconds(60), new TenantShare(2, 50), false);
        NearTier near = new NearTier(
                bounds, held -> held.equals("heavy") ? ENTRIES + 1 : 1, Lives.upTo(Entry.ETERNAL), surroundings());
        put(near, QUIET, 0, 100);
        put(near, NOISY, 0, "heavy");
        assertThat(near.get(NOISY, 0)).isNull();
        assertThat(kept(near, QUIET, 0, 100)).isEqualTo(100);
    }

    /** Of each key many reads, so that they count for more than any that was there before. */
    private static void hammer(NearTier near, Tenant tenant) {
        for (int round = 0; round < 5; round++) {
            for (int key = 0; key < 3 * ENTRIES; key++) {
                for (int read = 0; read < 3; read++) {
                    if (near.get(tenant, key) == null) {
                        put(near, tenant, key, "v");
                    }
                }
            }
        }
    }

    private static void put(NearTier near, Tenant tenant, int from, int count) {
        IntStream.range(from, from + count).forEach(key -> put(near, tenant, key, "v"));
    }

    private static void put(NearTier near, Tenant tenant, int key, String value) {
        Write.Effect store = Write.Store.of(new Payload(value, null), 0, Entry.ETERNAL);
        near.write(tenant, new Write(key, Expectation.ANY, store, Write.Answer.EXISTENCE));
    }

    private static long kept(NearTier near, Tenant tenant, int from, int count) {
        return IntStream.range(from, from + count)
                .filter(key -> near.get(tenant, key) != null)
                .count();
    }
}
