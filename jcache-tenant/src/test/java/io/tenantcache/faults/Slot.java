package io.tenantcache.faults;

/**
 * What an event is about: one key, or all of a cache that bear a tag, or all of a cache, or all of a tenant. No part holds a space.
 *
 * @param cache {@link #ALL} for every cache of the tenant
 * @param key {@link #ALL} for every key of the cache, or a tag behind a {@code #}
 */
record Slot(String tenant, String cache, String key) {

    static final String ALL = "*";

    private static final String TAG = "#";

    /** About no tenant at all. */
    static final Slot NONE = new Slot("-", "-", "-");

    static Slot ofCache(String tenant, String cache) {
        return new Slot(tenant, cache, ALL);
    }

    static Slot ofTag(String tenant, String cache, String tag) {
        return new Slot(tenant, cache, TAG + tag);
    }

    static Slot ofTenant(String tenant) {
        return new Slot(tenant, ALL, ALL);
    }

    /** Whether it is about more than one key. */
    boolean isWide() {
        return key.equals(ALL) || key.startsWith(TAG);
    }

    /** The tag that the key's entry bears, in a cache whose entries bear tags: many keys have the same. */
    String tag() {
        return key.substring(0, key.length() - 1);
    }

    boolean covers(Slot other) {
        return tenant.equals(other.tenant)
                && (cache.equals(ALL) || cache.equals(other.cache))
                && (key.equals(ALL) || key.equals(other.key) || (key.startsWith(TAG) && key.equals(TAG + other.tag())));
    }

    /** The value of this key at that version: no other key's value is equal to it. */
    String value(long version) {
        return String.join("|", tenant, cache, key, Long.toString(version));
    }

    /** The version of a value of this key; negative if it is not this key's value. */
    long version(String value) {
        String prefix = String.join("|", tenant, cache, key, "");
        String version = value.startsWith(prefix) ? value.substring(prefix.length()) : "";
        return version.matches("\\d{1,18}") ? Long.parseLong(version) : -1;
    }

    @Override
    public String toString() {
        return String.join("/", tenant, cache, key);
    }
}
