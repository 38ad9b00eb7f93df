package io.tenantcache.tier;

import io.tenantcache.EntryOptions;
import io.tenantcache.LoadOptions;
import io.tenantcache.Loader;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a missing value is had, and what it is stored with.
 *
 * @param loader gives it
 * @param options tells what it is stored with
 */
record Loading<X extends Exception>(Loader<Object, ?, X> loader, Function<Object, EntryOptions> options) {

    /** Stored with nothing beyond the value. */
    static <X extends Exception> Loading<X> of(Loader<Object, ?, X> loader) {
        return new Loading<>(loader, value -> EntryOptions.none());
    }

    /** What it is stored with that there is no value; empty if it is not stored. */
    Optional<EntryOptions> optionsOfAbsence() {
        return options instanceof LoadOptions<Object> own ? own.ofAbsence() : Optional.of(EntryOptions.none());
    }

    EntryOptions optionsOf(Object value) {
        return Objects.requireNonNull(options.apply(value), "The options of a loaded value must not be null");
    }
}
