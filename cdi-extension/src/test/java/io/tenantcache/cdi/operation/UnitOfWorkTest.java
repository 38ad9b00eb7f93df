package io.tenantcache.cdi.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.cdi.operation.Transactions.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitOfWorkTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    private final List<String> made = new ArrayList<>();
    private final UnitOfWork unit = new UnitOfWork(
            (tenant, invalidation, reasons) -> made.add(tenant + " " + invalidation.scopes() + " " + reasons.size()));

    private boolean outdate(Tenant tenant, Invalidation.Scope... scopes) {
        return unit.outdate(Map.of(tenant, List.of(scopes)), List.of("reason"));
    }

    private boolean covers(Tenant tenant, String cache, Object key) {
        return unit.covers(tenant, cache, () -> key);
    }

    @Test
    void committed_once() {
        assertThat(outdate(ACME, new Invalidation.Cache("c"))).isTrue();
        unit.end(Outcome.COMMITTED);
        unit.end(Outcome.COMMITTED);

        assertThat(made).containsExactly("acme [Cache[cache=c]] 1");
        assertThat(outdate(ACME, new Invalidation.Cache("late"))).isFalse();
    }

    @Test
    void rolledBack() {
        outdate(ACME, new Invalidation.Cache("c"));
        unit.end(Outcome.ROLLED_BACK);
        assertThat(made).isEmpty();
    }

    @Test
    void unknown_mayHaveBeenCommitted() {
        outdate(ACME, new Invalidation.Cache("c"));
        unit.end(Outcome.UNKNOWN);
        assertThat(made).hasSize(1);
    }

    @Test
    void fencedOnly_isNotOutdated() {
        unit.fence(Map.of(ACME, List.of(new Invalidation.Cache("c"))));
        unit.end(Outcome.COMMITTED);
        assertThat(made).isEmpty();
    }

    @Test
    void scopes_coalesce() {
        for (int i = 0; i < 3; i++) {
            outdate(ACME, new Invalidation.Key("c", "k"), new Invalidation.Tag("d", "t"));
        }
        outdate(GLOBEX, new Invalidation.Key("c", "k"), new Invalidation.Everything());
        unit.end(Outcome.COMMITTED);
        assertThat(made).containsExactlyInAnyOrder("acme [Key[cache=c], Tag[cache=d]] 1", "globex [Everything[]] 1");
    }

    @Test
    void keys_tooMany_becomeTheCache() {
        IntStream.rangeClosed(0, TouchedScopes.MOST_OF_CACHE).forEach(i -> outdate(ACME, new Invalidation.Key("c", i)));
        assertThat(covers(ACME, "c", "any")).isTrue();
        unit.end(Outcome.COMMITTED);
        assertThat(made).containsExactly("acme [Cache[cache=c]] 1");
    }

    @Test
    void reasons_areBounded() {
        IntStream.range(0, 100)
                .forEach(i -> unit.outdate(Map.of(ACME, List.of(new Invalidation.Cache("c"))), List.of("reason " + i)));
        unit.end(Outcome.COMMITTED);
        assertThat(made).containsExactly("acme [Cache[cache=c]] " + UnitOfWork.MOST_REASONS);
    }

    @Test
    void covers() {
        outdate(
                ACME,
                new Invalidation.Key("keys", "k"),
                new Invalidation.Tag("tags", "t"),
                new Invalidation.Cache("all"));
        outdate(GLOBEX, new Invalidation.Everything());

        assertThat(covers(ACME, "keys", "k")).isTrue();
        assertThat(covers(ACME, "keys", "other")).isFalse();
        assertThat(covers(ACME, "tags", "any")).isTrue();
        assertThat(covers(ACME, "all", "any")).isTrue();
        assertThat(covers(ACME, "untouched", "k")).isFalse();
        assertThat(covers(GLOBEX, "untouched", "k")).isTrue();
        assertThat(covers(Tenant.SHARED, "keys", "k")).isFalse();
    }
}
