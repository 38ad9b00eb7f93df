package io.tenantcache.inbox;

/**
 * Which part of a list is asked for.
 *
 * @param page from 1
 * @param limit the most items
 */
public record Slice(int page, int limit) {

    /** The highest page number that can be asked for: the offset stays an int. */
    public static final int MAX_PAGE = 1_000_000;

    /** The most items of a page. */
    public static final int MAX_LIMIT = 100;

    int offset() {
        return (page - 1) * limit;
    }
}
