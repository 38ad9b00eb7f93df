package io.tenantcache.codec;

import org.jspecify.annotations.Nullable;

/**
 * A key's text.
 *
 * @param text of the characters {@code A-Z a-z 0-9 . _ , % ~ -} alone; equal for equal keys, distinct for distinct ones
 * @param stored what the key is recovered from; null if the text itself does
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EncodedKey(String text, byte @Nullable [] stored) {

    /** Keys are never printed. */
    @Override
    public String toString() {
        return "EncodedKey[" + text.length() + " characters]";
    }
}
