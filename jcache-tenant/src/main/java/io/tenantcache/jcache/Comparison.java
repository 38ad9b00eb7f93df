package io.tenantcache.jcache;

import io.tenantcache.tier.Change;
import io.tenantcache.tier.Mutation;
import org.jspecify.annotations.Nullable;

/**
 * A change of a value that equals the expected one; one that does not was read.
 *
 * @param expected the value that must be there
 * @param change what then becomes of it
 */
record Comparison(Object expected, Change change) implements Mutation {

    @Override
    public Change of(@Nullable Object current) {
        if (current == null) {
            return new Change.Keep();
        }
        return expected.equals(current) ? change : new Change.Access();
    }

    @Override
    public boolean isLookup() {
        return true;
    }

    /** Values are never printed. */
    @Override
    public String toString() {
        return "Comparison";
    }
}
