package io.tenantcache.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Base64;

/** Strings that are no text: halves of characters, which UTF-8 cannot hold. */
final class JsonText {

    /** The name of their form in JSON. */
    static final String FORM = "UTF-16";

    private JsonText() {}

    /** Whether UTF-8 holds the string. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    static String encode(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
        bytes.asCharBuffer().put(text);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    static String decode(String encoded) {
        CharBuffer chars = ByteBuffer.wrap(Base64.getDecoder().decode(encoded)).asCharBuffer();
        return chars.toString();
    }
}
