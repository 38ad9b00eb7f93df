package io.tenantcache.cdi;

import io.tenantcache.Invalidation;
import io.tenantcache.ParameterKey;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was outdated, cascades included. Immutable.
 *
 * @param invalidation the scopes
 * @param effect when they are outdated
 */
public record Invalidated(Invalidation invalidation, Effect effect) {

    /** When scopes are outdated. */
    public enum Effect {
        /** They are. */
        AT_ONCE,
        /** When the transaction has been committed; until then for its own reads only, and if it is rolled back, never. */
        AFTER_COMMIT
    }

    /** The caches of which something is named, in alphabetical order; none for all that a tenant has. */
    public Set<String> caches() {
        return invalidation.scopes().stream()
                .filter(Invalidation.InCache.class::isInstance)
                .map(scope -> ((Invalidation.InCache) scope).cache())
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), Collections::unmodifiableSet));
    }

    /** The kinds of its scopes. */
    public Set<ScopeKind> kinds() {
        return invalidation.scopes().stream()
                .map(ScopeKind::of)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(() -> EnumSet.noneOf(ScopeKind.class)), Collections::unmodifiableSet));
    }

    /** How many keys are named, whether there was an entry or not; a key and the method's key made of it are one. */
    public int keys() {
        return (int) invalidation.scopes().stream()
                .filter(Invalidation.Key.class::isInstance)
                .map(scope -> plain((Invalidation.Key) scope))
                .distinct()
                .count();
    }

    private static Invalidation.Key plain(Invalidation.Key named) {
        if (named.key() instanceof ParameterKey made && made.parameters().length == 1) {
            Object only = made.parameters()[0];
            return only == null ? named : new Invalidation.Key(named.cache(), only);
        }
        return named;
    }

    /** Keys and tags are never printed. */
    @Override
    public String toString() {
        return "Invalidated[caches=" + caches() + ", kinds=" + kinds() + ", keys=" + keys() + ", " + effect + "]";
    }
}
