package io.tenantcache.tier;

import io.tenantcache.Tenant;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Write;
import io.tenantcache.store.Write.Answer;
import java.util.ArrayList;
import java.util.List;

/** Does to the lives of entries what the expiry policy says of an access. */
final class Accesses {

    private final CacheParts parts;

    Accesses(CacheParts parts) {
        this.parts = parts;
    }

    /** Entries that the authority answered were read. */
    void of(Tenant tenant, List<Keyed> read) {
        if (!parts.expiration().isOnAccess()) {
            return;
        }
        List<Keyed> changed = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        for (Keyed keyed : read) {
            Write.Effect effect = Step.access(parts.expiration()).effect();
            if (effect != null) {
                Expectation same = Expectation.revision(keyed.entry().revision());
                changed.add(keyed);
                writes.add(new Write(parts.payloads().own(keyed.key()), same, effect, Answer.EXISTENCE));
            }
        }
        if (!writes.isEmpty()) {
            write(tenant, changed, writes);
        }
    }

    private void write(Tenant tenant, List<Keyed> changed, List<Write> writes) {
        EntryEvents events = parts.events();
        if (!events.isHeard()) {
            parts.authority().write(tenant, writes);
            return;
        }
        List<Object> keys = changed.stream().map(Keyed::key).toList();
        parts.locks().callAll(tenant, keys, () -> {
            List<Outcome> outcomes = parts.authority().write(tenant, writes);
            for (int i = 0; i < writes.size(); i++) {
                Object value = parts.payloads().toValue(changed.get(i).entry());
                boolean ended = writes.get(i).effect() instanceof Write.Remove
                        && outcomes.get(i).applied();
                if (ended && value != null) {
                    events.expired(tenant, changed.get(i).key(), value);
                }
            }
            return outcomes;
        });
    }
}
