package io.tenantcache;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What one entry is stored with beyond its value. Immutable; no argument may be null.
 *
 * @param timeToLive a life of its own instead of the one that the expiry policy says, at least a millisecond; the cache's own bound,
 *     {@code remote.ttl}, may be shorter
 * @param tags by which the entry can be {@linkplain Invalidation#ofTag invalidated} together with others of its cache: at most
 *     {@value #MOST_TAGS}, each with at least one character that is not white space and at most {@value #LONGEST_TAG}
 */
public record EntryOptions(Optional<Duration> timeToLive, Set<String> tags) {

    /** The most tags of an entry. Every read of it from Redis asks for the stamp of each. */
    public static final int MOST_TAGS = 16;

    /** The longest tag, in UTF-16 code units. */
    public static final int LONGEST_TAG = 200;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final EntryOptions NONE = new EntryOptions(Optional.empty(), Set.of());

    /**
     * Copies the tags.
     *
     * @throws IllegalArgumentException if the time or a tag is not as it has to be, or there are too many tags; the message names
     *     the limit and repeats no tag
     */
    public EntryOptions {
        timeToLive.ifPresent(EntryOptions::requireTimeToLive);
        tags = Set.copyOf(tags);
        if (tags.size() > MOST_TAGS) {
            throw new IllegalArgumentException("An entry may have " + MOST_TAGS + " tags, not " + tags.size());
        }
        tags.forEach(EntryOptions::requireTag);
    }

    /** The life that the expiry policy says, and no tags. */
    public static EntryOptions none() {
        return NONE;
    }

    /** The life that the expiry policy says, and those tags. */
    public static EntryOptions tagged(String... tags) {
        return NONE.withTags(Arrays.asList(tags));
    }

    /** These options with that life. */
    public EntryOptions withTimeToLive(Duration life) {
        return new EntryOptions(Optional.of(life), tags);
    }

    /** These options with those tags instead of their own. */
    public EntryOptions withTags(Collection<String> others) {
        return new EntryOptions(timeToLive, Set.copyOf(others));
    }

    static void requireTag(String tag) {
        if (tag.isBlank()) {
            throw new IllegalArgumentException("A tag must hold at least one character that is not white space");
        }
        if (tag.length() > LONGEST_TAG) {
            throw new IllegalArgumentException(
                    "A tag may be " + LONGEST_TAG + " characters long; this one has " + tag.length());
        }
    }

    private static void requireTimeToLive(Duration life) {
        if (life.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("The time to live of an entry is at least a millisecond, not " + life
                    + "; remove the entry to end it now");
        }
    }

    /** Tags are made of values and keys as often as not: they are never printed. */
    @Override
    public String toString() {
        return "EntryOptions[timeToLive=" + timeToLive + ", " + tags.size() + " tags]";
    }
}
