package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.codec.ClassNotAllowedException;
import io.tenantcache.codec.DecodingException;
import io.tenantcache.codec.EncodedKey;
import io.tenantcache.codec.EncodingException;
import io.tenantcache.codec.Immutability;
import io.tenantcache.codec.KeyText;
import io.tenantcache.codec.ScopeText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Scopes as texts and back, as far as the caches that are open know their keys. What cannot be written or read becomes wider:
 * the key's cache. Thread safe.
 */
final class ScopeTexts {

    /** The space of the shared caches: no escaped tenant reads so. */
    private static final String SHARED = "*";

    private final Map<String, KeyText> keysByCache = new ConcurrentHashMap<>();

    void opened(String cache, KeyText keys) {
        keysByCache.put(cache, keys);
    }

    void closed(String cache) {
        keysByCache.remove(cache);
    }

    /** The scope with a key that its owner cannot change afterwards. */
    Invalidation.Scope owned(Invalidation.Scope scope) {
        if (!(scope instanceof Invalidation.Key key) || Immutability.sizeIfImmutable(key.key()) >= 0) {
            return scope;
        }
        KeyText keys = keysByCache.get(key.cache());
        if (keys != null) {
            try {
                EncodedKey encoded = keys.encode(key.key());
                return new Invalidation.Key(key.cache(), decode(keys, encoded.text(), encoded.stored()));
            } catch (ClassNotAllowedException | EncodingException | DecodingException e) {
                return new Invalidation.Cache(key.cache());
            }
        }
        return new Invalidation.Cache(key.cache());
    }

    /** {@code tenant scope...}, in ASCII without line breaks. */
    String write(Tenant tenant, Collection<? extends Invalidation.Scope> scopes) {
        StringBuilder text = new StringBuilder(tenant.isShared() ? SHARED : KeyText.escape(tenant.id()));
        scopes.forEach(scope -> text.append(' ').append(write(scope)));
        return text.toString();
    }

    private String write(Invalidation.Scope scope) {
        if (!(scope instanceof Invalidation.Key key)) {
            return ScopeText.ofWide(scope);
        }
        String cache = ScopeText.ofCache(key.cache());
        KeyText keys = keysByCache.get(key.cache());
        if (keys == null) {
            return cache;
        }
        try {
            EncodedKey encoded = keys.encode(key.key());
            return ScopeText.withStored(ScopeText.ofKey(cache, encoded.text()), encoded.stored());
        } catch (ClassNotAllowedException | EncodingException e) {
            return cache;
        }
    }

    /** What was written; null if that is not what it is. */
    ScopeSet.@Nullable Batch read(String text) {
        String[] parts = text.split(" ", -1);
        try {
            Tenant tenant = parts[0].equals(SHARED) ? Tenant.SHARED : Tenant.of(KeyText.unescape(parts[0]));
            List<Invalidation.Scope> scopes = new ArrayList<>(parts.length - 1);
            for (int i = 1; i < parts.length; i++) {
                scopes.add(scope(parts[i]));
            }
            return new ScopeSet.Batch(tenant, scopes);
        } catch (IllegalArgumentException | DecodingException e) {
            return null;
        }
    }

    private Invalidation.Scope scope(String text) {
        String cache = ScopeText.cacheOf(text);
        return ScopeText.read(text, cache == null ? null : keysByCache.get(cache));
    }

    private static Object decode(KeyText keys, String text, byte @Nullable [] stored) {
        return stored == null ? keys.decode(text) : keys.decodeStored(stored);
    }
}
