package io.tenantcache.faults;

/**
 * What an event is about: one key, or all of a cache, or all of a tenant. No part holds a space.
 *
 * @param cache {@link #ALL} for every cache of the tenant
 * @param key {@link #ALL} for every key of the cache
 */
record Slot(String tenant, String cache, String key) {

    static final String ALL = "*";

    /** About no tenant at all. */
    static final Slot NONE = new Slot("-", "-", "-");

    static Slot ofCache(String tenant, String cache) {
        return new Slot(tenant, cache, ALL);
    }

    static Slot ofTenant(String tenant) {
        return new Slot(tenant, ALL, ALL);
    }

    /** Whether it is about more than one key. */
    boolean isWide() {
        return key.equals(ALL);
    }

    boolean covers(Slot other) {
        return tenant.equals(other.tenant)
                && (cache.equals(ALL) || cache.equals(other.cache))
                && (key.equals(ALL) || key.equals(other.key));
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
