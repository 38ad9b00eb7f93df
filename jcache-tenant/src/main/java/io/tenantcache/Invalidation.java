package io.tenantcache;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one invalidation covers: any number of keys, tags and whole caches, or all that a tenant has, outdated together.
 * Immutable.
 *
 * @param scopes what is outdated, without duplicates
 */
public record Invalidation(List<Scope> scopes) {

    /** What is outdated at once. */
    public sealed interface Scope {}

    /** What lies within one cache. */
    public sealed interface InCache extends Scope {
        /** The cache's name. */
        String cache();
    }

    /** One key of a cache. */
    public record Key(String cache, Object key) implements InCache {
        /** Keys are never printed. */
        @Override
        public String toString() {
            return "Key[cache=" + cache + "]";
        }
    }

    /** All entries of a cache that bear a tag. */
    public record Tag(String cache, String tag) implements InCache {

        /**
         * Of that tag.
         *
         * @throws IllegalArgumentException if no entry can bear it: it is blank, or longer than {@link EntryOptions#LONGEST_TAG}
         */
        public Tag {
            EntryOptions.requireTag(tag);
        }

        /** Tags are made of values and keys as often as not: they are never printed. */
        @Override
        public String toString() {
            return "Tag[cache=" + cache + "]";
        }
    }

    /** All entries of a cache. */
    public record Cache(String cache) implements InCache {}

    /** All entries of all caches that are kept per tenant, whether they are open on this node or not. */
    public record Everything() implements Scope {}

    /** Copies the scopes. */
    public Invalidation {
        scopes = scopes.stream().distinct().toList();
    }

    /** An invalidation of that key of that cache. */
    public static Invalidation ofKey(String cache, Object key) {
        return new Invalidation(List.of(new Key(cache, key)));
    }

    /**
     * An invalidation of all entries of that cache that bear the tag.
     *
     * @throws IllegalArgumentException if no entry can bear it
     */
    public static Invalidation ofTag(String cache, String tag) {
        return ofTags(cache, List.of(tag));
    }

    /**
     * An invalidation of all entries of that cache that bear any of the tags.
     *
     * @throws IllegalArgumentException if no entry can bear one of them
     */
    public static Invalidation ofTags(String cache, Collection<String> tags) {
        return new Invalidation(
                tags.stream().<Scope>map(tag -> new Tag(cache, tag)).toList());
    }

    /** An invalidation of all entries of those caches. */
    public static Invalidation ofCaches(Collection<String> caches) {
        return new Invalidation(caches.stream().<Scope>map(Cache::new).toList());
    }

    /** An invalidation of all that the current tenant has in caches that are kept per tenant. */
    public static Invalidation ofTenant() {
        return new Invalidation(List.of(new Everything()));
    }

    /** This invalidation and all entries of those caches. */
    public Invalidation andCaches(Collection<String> caches) {
        return and(ofCaches(caches));
    }

    /** This invalidation and the other one, together. */
    public Invalidation and(Invalidation other) {
        return new Invalidation(
                Stream.concat(scopes.stream(), other.scopes.stream()).toList());
    }
}
