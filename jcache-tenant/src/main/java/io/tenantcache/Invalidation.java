package io.tenantcache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What one invalidation covers: any number of keys and whole caches, outdated together. Immutable.
 *
 * @param scopes what is outdated, without duplicates
 */
public record Invalidation(List<Scope> scopes) {

    /** A key of a cache, or a cache as a whole. */
    public sealed interface Scope {
        /** The cache's name. */
        String cache();
    }

    /** One key of a cache. */
    public record Key(String cache, Object key) implements Scope {
        /** Keys are never printed. */
        @Override
        public String toString() {
            return "Key[cache=" + cache + "]";
        }
    }

    /** All entries of a cache. */
    public record Cache(String cache) implements Scope {}

    /** Copies the scopes. */
    public Invalidation {
        scopes = scopes.stream().distinct().toList();
    }

    /** An invalidation of that key of that cache. */
    public static Invalidation ofKey(String cache, Object key) {
        return new Invalidation(List.of(new Key(cache, key)));
    }

    /** An invalidation of all entries of those caches. */
    public static Invalidation ofCaches(Collection<String> caches) {
        return new Invalidation(caches.stream().<Scope>map(Cache::new).toList());
    }

    /** This invalidation and all entries of those caches. */
    public Invalidation andCaches(Collection<String> caches) {
        List<Scope> all = new ArrayList<>(scopes);
        caches.forEach(cache -> all.add(new Cache(cache)));
        return new Invalidation(all);
    }
}
