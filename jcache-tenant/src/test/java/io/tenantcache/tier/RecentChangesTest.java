package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentChangesTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final AtomicLong clock = new AtomicLong();
    private final RecentChanges recent = new RecentChanges(WINDOW, clock::get);

    @Test
    void all_ofTheWindow_whereverItsTurnsAre() {
        for (int second = 0; second < 200; second++) {
            add(second);
            for (int back = 0; back < 30 && back <= second; back++) {
                assertThat(keys()).contains(second - back);
            }
            assertThat(keys()).hasSizeLessThanOrEqualTo(60);
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void all_thatIsOld_isForgotten() {
        add(1);
        pass(WINDOW.plus(WINDOW));
        assertThat(keys()).isEmpty();
    }

    @Test
    void all_staysForTheNextFailover() {
        add(1);
        assertThat(keys()).containsExactly(1);
        assertThat(keys()).containsExactly(1);
    }

    private void add(int key) {
        recent.add(ACME, List.of(new Invalidation.Key("c", key)));
    }

    private List<Object> keys() {
        return recent.all().stream()
                .flatMap(batch -> batch.scopes().stream())
                .map(scope -> ((Invalidation.Key) scope).key())
                .toList();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
