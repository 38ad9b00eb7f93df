package io.tenantcache.cdi.ratelimit;

import io.tenantcache.ratelimit.RateLimit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A limit as annotations and configuration say it.
 *
 * @param limit for all
 * @param per for whom it is counted apart
 * @param hits whether calls are counted that a cache answers
 * @param ofTenants how many are admitted for some tenants, by their ids
 */
public record NamedLimit(RateLimit limit, Set<Per> per, Hits hits, Map<String, Long> ofTenants) {

    /** What is done about calls that a cache answers. */
    public enum Hits {
        /** They are counted as all others are. */
        COUNT,
        /** They are not limited. */
        PASS
    }

    /** Copies the collections. */
    public NamedLimit {
        per = Set.copyOf(per);
        ofTenants = Map.copyOf(ofTenants);
    }

    /** Whether it depends on who has sent the HTTP request. */
    public boolean needsClient() {
        return per.contains(Per.IP) || per.contains(Per.USER);
    }

    /** What it admits to the tenant that has the least of it. */
    public long smallest() {
        return Math.min(
                limit.limit(), ofTenants.values().stream().min(Long::compare).orElse(Long.MAX_VALUE));
    }

    /** What it is for that tenant; as for all, where there is none. */
    RateLimit limitOf(@Nullable String tenant) {
        Long own = tenant == null ? null : ofTenants.get(tenant);
        return own == null ? limit : new RateLimit(limit.name(), own, limit.window(), limit.whenAway());
    }
}
