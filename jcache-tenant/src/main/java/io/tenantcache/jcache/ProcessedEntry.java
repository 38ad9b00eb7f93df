package io.tenantcache.jcache;

import io.tenantcache.tier.Change;
import io.tenantcache.tier.Source;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** The entry that a processor works on. What it does to it takes effect, atomically, when it is done. */
final class ProcessedEntry<K, V> implements MutableEntry<K, V> {

    private final K key;
    private final Source source;
    private final boolean existed;
    private @Nullable V value;
    private Change change = new Change.Keep();

    ProcessedEntry(K key, @Nullable V value, Source source) {
        this.key = key;
        this.source = source;
        this.existed = value != null;
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

    /** Of what does not exist, the source's value if the cache is read-through. */
    @Override
    @SuppressWarnings("unchecked") // a loader gives what fits the cache's types
    public @Nullable V getValue() {
        if (change instanceof Change.Keep) {
            if (value != null) {
                change = new Change.Access();
            } else if (source.isRead()) {
                value = (V) source.load(key);
                change = value == null ? change : new Change.Load(value);
            }
        }
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
        // What this processor itself made of nothing was never there.
        boolean made = !existed && (change instanceof Change.Set || change instanceof Change.Load);
        change = made ? new Change.Keep() : new Change.Remove();
        value = null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return Wrapped.as(type, this, "This entry");
    }
}
