package io.tenantcache.cdi.extension;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks the names in {@code tenantcache.cascade.*}: a mistyped one would leave stale entries behind, without a sign.
 * Known are the caches that an annotation, an injection point or a setting names.
 */
final class CascadeValidation {

    private final Problems problems;
    private final Set<String> known;

    CascadeValidation(Problems problems, Set<String> known) {
        this.problems = problems;
        this.known = new TreeSet<>(known);
    }

    void check(Map<String, List<String>> cascades) {
        cascades.forEach((cache, others) -> {
            check("tenantcache.cascade." + cache, cache);
            others.forEach(other -> check("tenantcache.cascade." + cache, other));
        });
    }

    private void check(String setting, String cache) {
        if (!known.contains(cache)) {
            problems.add(
                    DeploymentRule.KNOWN_CASCADE,
                    setting,
                    "names the cache '" + cache + "', which nothing uses; there are " + known);
        }
    }
}
