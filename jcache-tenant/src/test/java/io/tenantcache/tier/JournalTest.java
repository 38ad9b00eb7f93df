package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final Tenant ACME = Tenant.of("acme");

    private final Journal journal = new Journal();

    @Test
    void take_coalesced() {
        journal.add(ACME, List.of(new Invalidation.Key("c", "k")));
        journal.add(ACME, List.of(new Invalidation.Key("c", "k"), new Invalidation.Cache("d")));
        journal.add(ACME, List.of(new Invalidation.Key("d", "covered")));
        assertThat(journal.isEmpty()).isFalse();
        assertThat(journal.take())
                .containsOnlyKeys(ACME)
                .containsValue(List.of(new Invalidation.Key("c", "k"), new Invalidation.Cache("d")));
        journal.done();
        assertThat(journal.isEmpty()).isTrue();
    }

    @Test
    void add_tooManyKeys_widensToTheCache() {
        for (int i = 0; i <= Journal.KEYS_PER_TENANT; i++) {
            journal.add(ACME, List.of(new Invalidation.Key("c", i)));
        }
        assertThat(journal.take()).containsValue(List.of(new Invalidation.Cache("c")));
    }

    @Test
    void done_withMoreMeanwhile_isNotEmpty() {
        journal.add(ACME, List.of(new Invalidation.Cache("c")));
        journal.take();
        journal.add(ACME, List.of(new Invalidation.Cache("d")));
        journal.done();
        assertThat(journal.isEmpty()).isFalse();
    }
}
