package io.tenantcache.model;

import io.tenantcache.Loader;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** The entry that the model hands to a processor, and what the processor made of it. */
final class ModelEntry implements MutableEntry<Object, Object> {

    /** What is to be done when the processor returns. */
    enum Outcome {
        NOTHING,
        ACCESSED,
        LOADED,
        SET,
        REMOVED
    }

    private final Object key;
    private final boolean existed;
    private final Loader<Object, ?, RuntimeException> loader;
    private @Nullable Object value;
    private Outcome outcome = Outcome.NOTHING;

    /**
     * Of that key.
     *
     * @param loader asked for what is not there
     */
    ModelEntry(Object key, @Nullable Object value, Loader<Object, ?, RuntimeException> loader) {
        this.key = key;
        this.value = value;
        this.existed = value != null;
        this.loader = loader;
    }

    Outcome outcome() {
        return outcome;
    }

    @Nullable
    Object value() {
        return value;
    }

    @Override
    public boolean exists() {
        return value != null;
    }

    @Override
    public Object getKey() {
        return key;
    }

    @Override
    public @Nullable Object getValue() {
        if (outcome == Outcome.NOTHING && value == null) {
            value = loader.load(key);
            outcome = value == null ? Outcome.NOTHING : Outcome.LOADED;
        } else if (outcome == Outcome.NOTHING) {
            outcome = Outcome.ACCESSED;
        }
        return value;
    }

    @Override
    public void setValue(Object newValue) {
        value = newValue;
        outcome = Outcome.SET;
    }

    @Override
    public void remove() {
        boolean made = !existed && (outcome == Outcome.SET || outcome == Outcome.LOADED);
        outcome = made ? Outcome.NOTHING : Outcome.REMOVED;
        value = null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }
}
