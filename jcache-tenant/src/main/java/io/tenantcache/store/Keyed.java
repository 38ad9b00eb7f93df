package io.tenantcache.store;

/** A key and its live entry. */
public record Keyed(Object key, Entry entry) {

    /** Keys are never printed. */
    @Override
    public String toString() {
        return "Keyed[" + entry.payload() + "]";
    }
}
