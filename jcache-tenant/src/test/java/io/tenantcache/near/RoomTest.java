package io.tenantcache.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Tenant;
import io.tenantcache.config.TenantShare;
import io.tenantcache.store.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Changes at random, of entries of all sizes: what is counted is what is held, and each tenant has its due. */
class RoomTest {

    private static final long BOUND = 2_000;
    private static final int HEAVIEST = 20;
    private static final int REGIONS = 6;
    private static final int KEYS = 200;
    private static final int FLOOR = 5;
    private static final int CEILING = 40;

    private final long seed = new Random().nextLong();
    private final AtomicLong position = new AtomicLong();
    private final Shares shares = new Shares(BOUND, new TenantShare(FLOOR, CEILING));
    private final List<NearRegion> regions = IntStream.range(0, REGIONS)
            .mapToObj(i -> new NearRegion(position, Trust.ofAuthority()))
            .toList();
    private final Room room = new Room(shares, RoomTest::weigh, new Room.Life(entry -> true, evicted -> {}));

    @Test
    void compute_random() {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long[] before = weights();
            int writer = change(random);
            long[] after = weights();
            requireCounted(after);
            for (int of = 0; of < REGIONS; of++) {
                if (of != writer && after[of] < before[of]) {
                    assertThat(after[of])
                            .as("what a write of another left above the floor; seed %d", seed)
                            .isGreaterThanOrEqualTo(shares.floor());
                }
            }
        }
        assertThat(shares.present()).isEqualTo(REGIONS);
    }

    @Test
    void compute_random_noneGrowsAboveItsCeilingAtTheCostOfOthers() {
        Random random = new Random(seed);
        long ceiling = BOUND * CEILING / 100;
        for (int i = 0; i < 20_000; i++) {
            long[] before = weights();
            int writer = change(random);
            long[] after = weights();
            boolean displaced = IntStream.range(0, REGIONS)
                    .anyMatch(of -> of != writer && before[of] <= ceiling && after[of] < before[of]);
            if (displaced) {
                assertThat(after[writer])
                        .as("weight of one that displaced another; seed %d", seed)
                        .isLessThanOrEqualTo(ceiling);
            }
        }
    }

    @Test
    void compute_random_severalThreads() throws Exception {
        NearRegion quiet = new NearRegion(position, Trust.ofAuthority());
        List<NearKey> quietKeys = IntStream.range(0, 10)
                .mapToObj(i -> new NearKey(Tenant.of("quiet"), i))
                .toList();
        quietKeys.forEach(key -> room.compute(key, quiet, stored(1), (nearKey, current) -> entry(quiet, 1)));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Random random = new Random(seed + t);
                writers.add(threads.submit((Callable<?>) () -> {
                    for (int i = 0; i < 20_000; i++) {
                        change(random);
                    }
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(room.entries().asMap()).as("below the floor").containsKeys(quietKeys.toArray(NearKey[]::new));
        quietKeys.forEach(room.entries()::invalidate);
        assertThat(quiet.weight()).isZero();
        requireCounted(weights());
    }

    @Test
    void remove_all_nothingIsCounted() {
        Random random = new Random(seed);
        IntStream.range(0, 5_000).forEach(i -> change(random));
        room.entries().invalidateAll();
        assertThat(shares.held()).as("seed %d", seed).isZero();
        assertThat(shares.present()).isZero();
        assertThat(shares.isAnyHigh()).isFalse();
    }

    /** One change; the first regions make most of them. */
    private int change(Random random) {
        int of = Math.min(random.nextInt(REGIONS), random.nextInt(REGIONS));
        NearRegion region = regions.get(of);
        NearKey key = new NearKey(Tenant.of("tenant-" + of), random.nextInt(KEYS));
        int weight = 1 + random.nextInt(HEAVIEST);
        switch (random.nextInt(10)) {
            case 0 -> room.entries().invalidate(key);
            case 1 -> room.compute(key, region, null, (nearKey, current) -> null);
            case 2 -> room.compute(key, region, stored(weight), (nearKey, current) -> current);
            // It is known only then how much is to be stored.
            case 3 -> room.compute(key, region, null, (nearKey, current) -> entry(region, weight));
            default -> {
                NearEntry unused = room.entries().getIfPresent(key);
                room.compute(key, region, stored(weight), (nearKey, current) -> entry(region, weight));
            }
        }
        return of;
    }

    /** Tags weigh too: every other one bears some. */
    private static Payload stored(int weight) {
        return weight % 2 == 0 ? new Payload(weight - 2, null).withTags(List.of("a", "b")) : new Payload(weight, null);
    }

    private static long weigh(Object held, List<String> tags) {
        return (long) (Integer) held + tags.size();
    }

    private static NearEntry entry(NearRegion region, int weight) {
        Payload stored = stored(weight);
        Epoch epoch = region.epoch(0);
        return new NearEntry(
                stored.inMemory(),
                stored.tags().isEmpty() ? epoch : new TaggedEpoch(epoch, stored.tags(), 0),
                0,
                NearClock.NEVER);
    }

    private long[] weights() {
        return regions.stream().mapToLong(this::weightOf).toArray();
    }

    private long weightOf(NearRegion region) {
        return room.entries().asMap().values().stream()
                .filter(entry -> entry.epoch().region() == region)
                .mapToLong(entry -> weigh(entry.held(), entry.tags()))
                .sum();
    }

    private void requireCounted(long[] weights) {
        for (int of = 0; of < REGIONS; of++) {
            assertThat(regions.get(of).weight()).as("counted; seed %d", seed).isEqualTo(weights[of]);
        }
        long held = LongStream.of(weights).sum();
        assertThat(shares.held()).as("counted in all; seed %d", seed).isEqualTo(held);
        assertThat(room.bytes()).as("bytes; seed %d", seed).isEqualTo(held);
        assertThat(held).as("held; seed %d", seed).isLessThanOrEqualTo(BOUND);
    }
}
