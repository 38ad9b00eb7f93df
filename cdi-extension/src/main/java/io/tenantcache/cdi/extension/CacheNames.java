package io.tenantcache.cdi.extension;

/** What a cache may be called. */
final class CacheNames {

    private CacheNames() {}

    static boolean isValid(String name) {
        return !name.isEmpty() && name.equals(name.strip()) && name.chars().noneMatch(Character::isISOControl);
    }
}
