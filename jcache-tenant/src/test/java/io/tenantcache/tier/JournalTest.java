package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final Tenant ACME = Tenant.of("acme");

    private final Journal journal = new Journal(new ScopeTexts(), null);

    @Test
    void next_coalesced() {
        journal.add(ACME, List.of(new Invalidation.Key("c", "k"), new Invalidation.Key("d", "covered")));
        journal.add(ACME, List.of(new Invalidation.Key("c", "k"), new Invalidation.Cache("d")));
        journal.add(ACME, List.of(new Invalidation.Key("d", "covered")));
        assertThat(journal.isEmpty()).isFalse();
        assertThat(journal.size()).isEqualTo(2);
        assertThat(journal.next())
                .isEqualTo(
                        new ScopeSet.Batch(ACME, List.of(new Invalidation.Key("c", "k"), new Invalidation.Cache("d"))));
        assertThat(journal.size()).isEqualTo(2);
        journal.done();
        assertThat(journal.isEmpty()).isTrue();
        assertThat(journal.size()).isZero();
    }

    @Test
    void done_withMoreMeanwhile_isNotEmpty() {
        journal.add(ACME, List.of(new Invalidation.Cache("c")));
        journal.next();
        journal.add(ACME, List.of(new Invalidation.Cache("d")));
        journal.done();
        assertThat(journal.isEmpty()).isFalse();
        assertThat(journal.next()).isEqualTo(new ScopeSet.Batch(ACME, List.of(new Invalidation.Cache("d"))));
    }

    @Test
    void putBack_isToldAgain() {
        journal.add(ACME, List.of(new Invalidation.Key("c", "k")));
        ScopeSet.Batch batch = journal.next();
        journal.putBack();
        assertThat(journal.isEmpty()).isFalse();
        assertThat(journal.next()).isEqualTo(batch);
        journal.putBackWider();
        assertThat(journal.next()).isEqualTo(new ScopeSet.Batch(ACME, List.of(new Invalidation.Cache("c"))));
    }

    @Test
    void putBackWider_onlyKeysWiden() {
        Invalidation.Scope tag = new Invalidation.Tag("d", "t");
        journal.add(ACME, List.of(new Invalidation.Key("c", "k"), tag));
        journal.next();
        journal.putBackWider();
        assertThat(journal.next()).isEqualTo(new ScopeSet.Batch(ACME, List.of(new Invalidation.Cache("c"), tag)));
        journal.done();
        journal.add(ACME, List.of(new Invalidation.Everything()));
        ScopeSet.Batch everything = journal.next();
        journal.putBackWider();
        assertThat(journal.next()).isEqualTo(everything);
    }

    @Test
    void next_manyKeys_inSteps() {
        for (int i = 0; i < Journal.STEP + 1; i++) {
            journal.add(ACME, List.of(new Invalidation.Key("c", i)));
        }
        ScopeSet.Batch first = Objects.requireNonNull(journal.next());
        assertThat(first.scopes()).hasSize(Journal.STEP);
        journal.done();
        assertThat(journal.isEmpty()).isFalse();
        assertThat(journal.next())
                .isEqualTo(new ScopeSet.Batch(ACME, List.of(new Invalidation.Key("c", Journal.STEP))));
        journal.done();
        assertThat(journal.isEmpty()).isTrue();
    }

    @Test
    void add_keyThatItsOwnerCanChange_isNotBelieved() {
        journal.add(ACME, List.of(new Invalidation.Key("c", new ArrayList<>(List.of("k")))));
        assertThat(journal.next()).isEqualTo(new ScopeSet.Batch(ACME, List.of(new Invalidation.Cache("c"))));
    }
}
