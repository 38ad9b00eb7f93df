package io.tenantcache.inbox;

import java.util.List;

/**
 * One page of a list. Immutable.
 *
 * @param data the page's items
 * @param page which page, from 1
 * @param limit the most items of a page
 * @param total the items of all pages together
 * @param hasMore whether a further page follows
 */
public record Page<T>(List<T> data, int page, int limit, long total, boolean hasMore) {

    /** Copies the items. */
    public Page {
        data = List.copyOf(data);
    }

    static <T> Page<T> of(List<T> data, Slice slice, long total) {
        return new Page<>(data, slice.page(), slice.limit(), total, (long) slice.page() * slice.limit() < total);
    }
}
