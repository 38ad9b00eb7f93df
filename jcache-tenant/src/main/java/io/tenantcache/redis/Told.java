package io.tenantcache.redis;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.codec.DecodingException;
import io.tenantcache.codec.KeyText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one node tells the others: {@code 1 origin stamp position-before tenant scope...}, parted by spaces. A scope is a
 * cache or {@code cache:key}; a key whose text is not reversible has its bytes behind a {@code =}.
 *
 * @param origin the node that tells it
 * @param tenant whose entries changed
 * @param scopes what changed
 */
record Told(String origin, Tenant tenant, List<Invalidation.Scope> scopes) {

    private static final int FIRST_SCOPE = 5;

    static String key(String scope, byte @Nullable [] stored) {
        return stored == null
                ? scope
                : scope + "=" + Base64.getUrlEncoder().withoutPadding().encodeToString(stored);
    }

    /**
     * Reads a message.
     *
     * @param keysOf the keys of a cache that is open here, by name; null for others, which hold nothing here
     * @return null if it is none: its format is unknown, or it was not sent by one of us
     */
    static @Nullable Told parse(String message, Function<String, @Nullable KeyText> keysOf) {
        String[] parts = message.split(" ", -1);
        if (parts.length <= FIRST_SCOPE || !parts[0].equals("1")) {
            return null;
        }
        try {
            List<Invalidation.Scope> scopes = new ArrayList<>(parts.length - FIRST_SCOPE);
            for (int i = FIRST_SCOPE; i < parts.length; i++) {
                int colon = parts[i].indexOf(':');
                String cache = KeyText.unescape(colon < 0 ? parts[i] : parts[i].substring(0, colon));
                KeyText keys = keysOf.apply(cache);
                if (keys != null) {
                    scopes.add(
                            colon < 0
                                    ? new Invalidation.Cache(cache)
                                    : key(cache, parts[i].substring(colon + 1), keys));
                }
            }
            return new Told(parts[1], RedisNames.toTenant(parts[4]), scopes);
        } catch (IllegalArgumentException | DecodingException e) {
            return null;
        }
    }

    private static Invalidation.Scope key(String cache, String text, KeyText keys) {
        try {
            int equals = text.indexOf('=');
            Object key = equals < 0
                    ? keys.decode(text)
                    : keys.decodeStored(Base64.getUrlDecoder().decode(text.substring(equals + 1)));
            return new Invalidation.Key(cache, key);
        } catch (DecodingException e) {
            // Which key it was cannot be known here: better all than the wrong one.
            return new Invalidation.Cache(cache);
        }
    }
}
