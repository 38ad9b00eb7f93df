package io.tenantcache.redis;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.codec.KeyText;
import io.tenantcache.codec.ScopeText;

/**
 * The names of what lies in Redis. The tenant is the hash tag, so that all of a tenant lies in one slot of a cluster and
 * its scripts are atomic. Parts are escaped, so that distinct ones never meet, and no part holds any of
 * <code>{ } : * !</code> or a space.
 */
final class RedisNames {

    /** The space of the shared caches: no escaped tenant reads so. */
    private static final String SHARED = "*";

    private static final String CHANNEL = "tenantcache!invalidations";

    private final String prefix;

    RedisNames(String keyPrefix) {
        this.prefix = keyPrefix.isEmpty() ? "" : KeyText.escape(keyPrefix) + ":";
    }

    /** {@code {tenant}:cache:key:version}. */
    String entry(Tenant tenant, String scope, String schemaVersion) {
        return prefix + "{" + tenant(tenant) + "}:" + scope + ":" + KeyText.escape(schemaVersion);
    }

    /** The tenant's scopes and the stamps of their invalidations. */
    String scopes(Tenant tenant) {
        return prefix + "{" + tenant(tenant) + "}!scopes";
    }

    /** The counter of a rate limit. One that is nobody's lies where its name and subject say, so that they spread over a cluster. */
    String limit(Tenant tenant, String name, String subject) {
        String counter = "!limit:" + KeyText.escape(name) + ":" + subject;
        return tenant.isShared() ? prefix + "{" + counter + "}" : prefix + "{" + tenant(tenant) + "}" + counter;
    }

    /** The channel on which nodes tell each other what changed. */
    String channel() {
        return prefix + CHANNEL;
    }

    /** The sharded channel on which they do so in the slot of that tag. */
    String channel(String tag) {
        return prefix + "{" + tag + "}" + CHANNEL;
    }

    /** A pattern for SCAN of the names of a cache's entries; {@code none} is that of the empty key. */
    static String pattern(String none) {
        int version = none.lastIndexOf(':');
        // Of what is special in a pattern, names hold only the mark of the shared caches.
        return none.substring(0, version).replace("*", "\\*") + "*" + none.substring(version);
    }

    /** A pattern for SCAN of the names of a cache's entries, of all tenants and schema versions. */
    String allEntries(String cache) {
        return prefix + "{*}:" + region(cache) + ":*";
    }

    /** The tenant of an entry of that name. */
    Tenant tenant(String place) {
        return toTenant(place.substring(prefix.length() + 1, place.indexOf('}', prefix.length())));
    }

    static String tenant(Tenant tenant) {
        return tenant.isShared() ? SHARED : KeyText.escape(tenant.id());
    }

    static Tenant toTenant(String text) {
        return text.equals(SHARED) ? Tenant.SHARED : Tenant.of(KeyText.unescape(text));
    }

    /** The scope of a cache. */
    static String region(String cache) {
        return ScopeText.ofCache(cache);
    }

    /** Where the tenant's scopes hold the stamp of a scope that is no key: no escaped one reads as everything does. */
    static String stamped(Invalidation.Scope scope) {
        return scope instanceof Invalidation.Everything ? "!tenant" : ScopeText.ofWide(scope);
    }
}
