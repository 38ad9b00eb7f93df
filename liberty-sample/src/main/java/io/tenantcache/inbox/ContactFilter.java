package io.tenantcache.inbox;

import java.util.List;
import java.util.Locale;

/**
 * Which contacts are asked for.
 *
 * @param search a part of the name, the address or the company, in any case; empty for all
 * @param tags those that carry all of these; empty for all
 */
public record ContactFilter(String search, List<String> tags, Slice slice) {

    /** The same question makes the same filter, however it was put. */
    public ContactFilter {
        search = search.strip().toLowerCase(Locale.ROOT);
        tags = tags.stream().distinct().sorted().toList();
    }
}
