package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ScopeSetTest {

    private static final Tenant ACME = Tenant.of("acme");

    @Test
    void add_tooManyOfATenant_itsCaches() {
        ScopeSet set = new ScopeSet(100, 10);
        for (int i = 0; i <= 10; i++) {
            set.add(ACME, new Invalidation.Key("c", i));
        }
        assertThat(set.poll(100)).isEqualTo(new ScopeSet.Batch(ACME, List.of(new Invalidation.Cache("c"))));
    }

    @Test
    void add_tooManyOfAll_thoseOfTheTenantsWithMostWiden() {
        ScopeSet set = new ScopeSet(100, 100);
        Tenant quiet = Tenant.of("quiet");
        set.add(quiet, new Invalidation.Key("c", "k"));
        for (int i = 0; i < 100; i++) {
            set.add(ACME, new Invalidation.Key("c", i));
        }
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.poll(100)).isEqualTo(new ScopeSet.Batch(quiet, List.of(new Invalidation.Key("c", "k"))));
        assertThat(set.poll(100)).isEqualTo(new ScopeSet.Batch(ACME, List.of(new Invalidation.Cache("c"))));
        assertThat(set.poll(100)).isNull();
    }

    @Test
    void add_tooManyCachesOfATenant_everything() {
        ScopeSet set = new ScopeSet(100, 10);
        for (int i = 0; i <= 10; i++) {
            set.add(ACME, new Invalidation.Tag("c" + i, "t"));
        }
        assertThat(set.size()).isEqualTo(1);
        assertThat(set.add(ACME, new Invalidation.Tag("c", "t"))).isFalse();
        assertThat(set.poll(100)).isEqualTo(new ScopeSet.Batch(ACME, List.of(new Invalidation.Everything())));
        assertThat(set.poll(100)).isNull();
    }

    @Test
    void add_everything_isAllThatIsLeft() {
        ScopeSet set = new ScopeSet(100, 10);
        set.add(ACME, new Invalidation.Key("c", 1));
        set.add(ACME, new Invalidation.Tag("c", "t"));
        assertThat(set.add(ACME, new Invalidation.Everything())).isTrue();
        assertThat(set.add(ACME, new Invalidation.Everything())).isFalse();
        assertThat(set.poll(100)).isEqualTo(new ScopeSet.Batch(ACME, List.of(new Invalidation.Everything())));
        assertThat(set.size()).isZero();
    }

    /** A quarter of so few is less than one. */
    @Test
    void roomForAnotherTenant_amongFewScopes() {
        ScopeSet set = new ScopeSet(3, 2);
        set.add(ACME, new Invalidation.Cache("a"));
        set.add(ACME, new Invalidation.Cache("b"));
        set.add(Tenant.of("globex"), new Invalidation.Everything());
        set.add(Tenant.of("initech"), new Invalidation.Cache("a"));
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.tenants()).isEqualTo(3);
    }

    @RepeatedTest(20)
    void random_coversAllThatWasAdded_withinTheBound() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int most = 1 + random.nextInt(60);
        int tenants = 1 + random.nextInt(random.nextBoolean() ? 5 : 100);
        ScopeSet set = new ScopeSet(most, 1 + random.nextInt(most));
        Map<Tenant, Set<Invalidation.Scope>> expected = new HashMap<>();
        String repeat = "seed " + seed;
        for (int i = 0; i < 3_000; i++) {
            if (random.nextInt(20) == 0) {
                ScopeSet.Batch batch = set.poll(1 + random.nextInt(20));
                if (batch != null) {
                    Objects.requireNonNull(expected.get(batch.tenant()))
                            .removeIf(scope -> covers(batch.scopes(), scope));
                }
            } else {
                Tenant tenant = Tenant.of("t" + random.nextInt(tenants));
                Invalidation.Scope scope = scope(random);
                set.add(tenant, scope);
                expected.computeIfAbsent(tenant, absent -> new HashSet<>()).add(scope);
            }
            assertThat(set.size()).as(repeat).isLessThanOrEqualTo(Math.max(most, tenants));
            assertThat(set.tenants()).as(repeat).isLessThanOrEqualTo(set.size());
        }
        Map<Tenant, Set<Invalidation.Scope>> given = new HashMap<>();
        set.forEach((tenant, scopes) -> given.put(tenant, new HashSet<>(scopes)));
        expected.forEach((tenant, scopes) ->
                assertThat(scopes).as(repeat).allMatch(scope -> covers(given.getOrDefault(tenant, Set.of()), scope)));
        for (ScopeSet.Batch batch = set.poll(7); batch != null; batch = set.poll(7)) {
            List<Invalidation.Scope> taken = batch.scopes();
            assertThat(given.get(batch.tenant())).as(repeat).containsAll(taken);
            Objects.requireNonNull(expected.get(batch.tenant())).removeIf(scope -> covers(taken, scope));
        }
        assertThat(expected.values()).as(repeat).allMatch(Set::isEmpty);
        assertThat(set.size()).as(repeat).isZero();
    }

    private static Invalidation.Scope scope(Random random) {
        String cache = "c" + random.nextInt(4);
        return switch (random.nextInt(40)) {
            case 0 -> new Invalidation.Everything();
            case 1, 2, 3, 4 -> new Invalidation.Cache(cache);
            case 5, 6, 7, 8, 9 -> new Invalidation.Tag(cache, "t" + random.nextInt(5));
            default -> new Invalidation.Key(cache, random.nextInt(30));
        };
    }

    private static boolean covers(Collection<Invalidation.Scope> scopes, Invalidation.Scope scope) {
        return scopes.contains(scope)
                || scopes.contains(new Invalidation.Everything())
                || (scope instanceof Invalidation.InCache inCache
                        && scopes.contains(new Invalidation.Cache(inCache.cache())));
    }
}
