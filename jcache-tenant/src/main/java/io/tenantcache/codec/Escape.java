package io.tenantcache.codec;

import java.util.HexFormat;

/**
 * Text to a few harmless characters and back: letters, digits, dot, underscore and hyphen stay as they are, and everything
 * else becomes {@code %XX} for each byte of its UTF-8. A surrogate without its pair, which UTF-8 cannot hold, is written as if
 * it could: distinct texts stay distinct.
 */
final class Escape {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Escape() {}

    static String escape(String text) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 8).append(text, 0, plain);
        for (int i = plain; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isPlain(point)) {
                out.append((char) point);
            } else {
                escape(out, point);
            }
        }
        return out.toString();
    }

    private static boolean isPlain(int point) {
        return (point >= 'a' && point <= 'z')
                || (point >= 'A' && point <= 'Z')
                || (point >= '0' && point <= '9')
                || point == '.'
                || point == '_'
                || point == '-';
    }

    private static void escape(StringBuilder out, int point) {
        if (point < 0x80) {
            octet(out, point);
        } else if (point < 0x800) {
            octet(out, 0xC0 | (point >> 6));
            octet(out, 0x80 | (point & 0x3F));
        } else if (point < 0x10000) {
            octet(out, 0xE0 | (point >> 12));
            octet(out, 0x80 | (point >> 6 & 0x3F));
            octet(out, 0x80 | (point & 0x3F));
        } else {
            octet(out, 0xF0 | (point >> 18));
            octet(out, 0x80 | (point >> 12 & 0x3F));
            octet(out, 0x80 | (point >> 6 & 0x3F));
            octet(out, 0x80 | (point & 0x3F));
        }
    }

    private static void octet(StringBuilder out, int value) {
        HEX.toHexDigits(out.append('%'), (byte) value);
    }

    /**
     * The text that was escaped.
     *
     * @throws DecodingException if it is not one
     */
    static String unescape(String escaped) {
        StringBuilder out = new StringBuilder(escaped.length());
        int i = 0;
        while (i < escaped.length()) {
            char c = escaped.charAt(i);
            if (c != '%') {
                if (!isPlain(c)) {
                    throw malformed(null);
                }
                out.append(c);
                i++;
                continue;
            }
            int first = octet(escaped, i);
            int length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
            int point = length == 1 ? first : first & (0x7F >> length);
            for (int k = 1; k < length; k++) {
                point = (point << 6) | (octet(escaped, i + 3 * k) & 0x3F);
            }
            if (point > Character.MAX_CODE_POINT) {
                throw malformed(null);
            }
            out.appendCodePoint(point);
            i += 3 * length;
        }
        return out.toString();
    }

    private static int octet(String escaped, int at) {
        try {
            if (escaped.charAt(at) == '%') {
                return HexFormat.fromHexDigits(escaped, at + 1, at + 3);
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw malformed(e);
        }
        throw malformed(null);
    }

    private static DecodingException malformed(@org.jspecify.annotations.Nullable Throwable cause) {
        return new DecodingException("A text is not an escaped one", cause);
    }
}
