package io.tenantcache.jcache;

import io.tenantcache.tier.CacheTiers.Change;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** The entry that a processor works on. What it does to it takes effect, atomically, when it is done. */
final class ProcessedEntry<K, V> implements MutableEntry<K, V> {

    private final K key;
    private @Nullable V value;
    private Change change = new Change.Keep();

    ProcessedEntry(K key, @Nullable V value) {
        this.key = key;
        this.value = value;
    }

    /** What the processor made of the value. */
    Change change() {
        return change;
    }

    @Override
    public boolean exists() {
        return value != null;
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public @Nullable V getValue() {
        return value;
    }

    @Override
    public void setValue(V newValue) {
        if (newValue == null) {
            throw new NullPointerException("A cache takes no null as a value");
        }
        value = newValue;
        change = new Change.Set(newValue);
    }

    @Override
    public void remove() {
        value = null;
        change = new Change.Remove();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("This entry is no " + type.getName());
    }
}
