package io.tenantcache;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a loaded value is stored with, for loads that may find none: an absence that is remembered ({@code absent.ttl}) can bear
 * tags too, so that whoever creates the value outdates it.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface LoadOptions<V> extends Function<V, EntryOptions> {

    /**
     * What it is stored with that the loader has no value. A life that is asked for here counts instead of {@code absent.ttl}.
     * Called only where absences are remembered.
     *
     * @return empty if this absence is not to be remembered
     */
    default Optional<EntryOptions> ofAbsence() {
        return Optional.of(EntryOptions.none());
    }
}
