package io.tenantcache.codec;

import io.tenantcache.Invalidation;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Scopes as texts: {@code cache}, {@code cache:key}, {@code cache#tag}, or {@code *} for everything. Each part is escaped, so that the
 * first character that is neither a letter nor a digit, nor any of {@code . _ - %}, tells the kind; distinct scopes never meet. A
 * key whose text does not tell it has its bytes behind a {@code =}.
 */
public final class ScopeText {

    /** All that a tenant has. */
    public static final String EVERYTHING = "*";

    private static final char KEY = ':';
    private static final char TAG = '#';
    private static final char STORED = '=';

    private ScopeText() {}

    /** A cache. */
    public static String ofCache(String cache) {
        return Escape.escape(cache);
    }

    /** A tag. */
    public static String of(Invalidation.Tag tag) {
        return ofCache(tag.cache()) + TAG + Escape.escape(tag.tag());
    }

    /** What cannot be told from others by a key: that is everything, a cache or a tag. */
    public static String ofWide(Invalidation.Scope scope) {
        if (scope instanceof Invalidation.Tag tag) {
            return of(tag);
        }
        return scope instanceof Invalidation.InCache inCache ? ofCache(inCache.cache()) : EVERYTHING;
    }

    /** A key of the cache that has that text, without what the key is recovered from. */
    public static String ofKey(String cacheText, String keyText) {
        return cacheText + KEY + keyText;
    }

    /** {@link #ofKey} with what the key is recovered from. */
    public static String withStored(String keyText, byte @Nullable [] stored) {
        return stored == null
                ? keyText
                : keyText + STORED + Base64.getUrlEncoder().withoutPadding().encodeToString(stored);
    }

    /** The name of the scope's cache; null for everything. */
    public static @Nullable String cacheOf(String text) {
        return text.equals(EVERYTHING) ? null : Escape.unescape(text.substring(0, endOfCache(text)));
    }

    /**
     * The scope of a text. A key that cannot be read is its cache: better all than the wrong one.
     *
     * @param keys those of the scope's cache; null if they are not known
     * @throws DecodingException if it is none
     */
    public static Invalidation.Scope read(String text, @Nullable KeyText keys) {
        String cache = cacheOf(text);
        if (cache == null) {
            return new Invalidation.Everything();
        }
        int end = endOfCache(text);
        if (end == text.length()) {
            return new Invalidation.Cache(cache);
        }
        String rest = text.substring(end + 1);
        try {
            return text.charAt(end) == TAG
                    ? new Invalidation.Tag(cache, Escape.unescape(rest))
                    : new Invalidation.Key(cache, key(rest, keys));
        } catch (IllegalArgumentException | DecodingException e) {
            return new Invalidation.Cache(cache);
        }
    }

    private static Object key(String text, @Nullable KeyText keys) {
        if (keys == null) {
            throw new DecodingException("The keys of a cache are not known", null);
        }
        int equals = text.indexOf(STORED);
        return equals < 0
                ? keys.decode(text)
                : keys.decodeStored(Base64.getUrlDecoder().decode(text.substring(equals + 1)));
    }

    private static int endOfCache(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != KEY && text.charAt(end) != TAG) {
            end++;
        }
        return end;
    }
}
