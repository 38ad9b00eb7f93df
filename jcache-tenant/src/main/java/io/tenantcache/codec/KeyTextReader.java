package io.tenantcache.codec;

import static io.tenantcache.codec.KeyText.MARK;
import static io.tenantcache.codec.KeyText.NESTED;

import io.tenantcache.ParameterKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link KeyText} writes. Texts come from Redis, as bytes do, and are as little believed. Thread safe. */
@SuppressWarnings("JavaUtilDate") // old types are keys too
final class KeyTextReader {

    private static final String NESTED_MARK = "" + MARK + NESTED;

    private final AllowedTypes types;
    private final KryoCodec bytes;

    KeyTextReader(AllowedTypes types, KryoCodec bytes) {
        this.types = types;
        this.bytes = bytes;
    }

    /**
     * The key of a text.
     *
     * @throws DecodingException if it is none, or if the text does not tell
     */
    Object key(String text) {
        try {
            Object key = object(text, KeyText.DEEPEST);
            if (key != null) {
                return key;
            }
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw DecodingException.of(e);
        }
        throw malformed();
    }

    private @Nullable Object object(String text, int deepest) {
        if (text.isEmpty() || text.charAt(0) != MARK) {
            return Escape.unescape(text);
        }
        if (deepest == 0 || text.length() < 2) {
            throw malformed();
        }
        String rest = text.substring(2);
        return switch (text.charAt(1)) {
            case 'z' -> null;
            case 'i' -> Integer.valueOf(rest);
            case 'l' -> Long.valueOf(rest);
            case 's' -> Short.valueOf(rest);
            case 'y' -> Byte.valueOf(rest);
            case 'c' -> character(Integer.parseInt(rest));
            case 'o' -> Integer.parseInt(rest) != 0;
            case 'd' -> Double.longBitsToDouble(Long.parseUnsignedLong(rest, 16));
            case 'f' -> Float.intBitsToFloat(Integer.parseUnsignedInt(rest, 16));
            case 'u' -> UUID.fromString(rest);
            case 't' -> new Date(Long.parseLong(rest));
            case 'b' -> decodeBytes(rest);
            default -> composite(text.charAt(1), parts(rest), deepest - 1);
        };
    }

    private @Nullable Object composite(char type, List<String> parts, int deepest) {
        return switch (type) {
            case 'e' -> constant(parts);
            case 'r' -> record(parts, deepest);
            case 'k' -> ParameterKey.of(objects(parts, deepest).toArray());
            case 'p' -> optional(objects(parts, deepest));
            case 'A' -> objects(parts, deepest).toArray();
            case 'L' -> objects(parts, deepest);
            case 'S' -> new HashSet<>(objects(parts, deepest));
            case 'M' -> map(parts, deepest);
            default -> throw malformed();
        };
    }

    private static char character(int code) {
        if (code < Character.MIN_VALUE || code > Character.MAX_VALUE) {
            throw malformed();
        }
        return (char) code;
    }

    private Object decodeBytes(String rest) {
        byte[] decoded = Base64.getUrlDecoder().decode(rest);
        return bytes.decode(decoded, 0, decoded.length);
    }

    private static List<String> parts(String rest) {
        String[] parts = rest.split(",", -1);
        if (Integer.parseInt(parts[0]) != parts.length - 1) {
            throw new DecodingException("A key's text is truncated", null);
        }
        return Arrays.asList(parts).subList(1, parts.length);
    }

    /** A part as it was before it was escaped once more. */
    private static String plain(String part) {
        return part.startsWith(NESTED_MARK) ? Escape.unescape(part.substring(NESTED_MARK.length())) : part;
    }

    private List<@Nullable Object> objects(List<String> parts, int deepest) {
        List<@Nullable Object> objects = new ArrayList<>(parts.size());
        for (String part : parts) {
            objects.add(object(plain(part), deepest));
        }
        return objects;
    }

    private static Optional<Object> optional(List<@Nullable Object> parts) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Object part = parts.get(0);
        if (part == null || parts.size() > 1) {
            throw malformed();
        }
        return Optional.of(part);
    }

    private Map<@Nullable Object, @Nullable Object> map(List<String> entries, int deepest) {
        Map<@Nullable Object, @Nullable Object> map = new HashMap<>();
        for (String part : entries) {
            String entry = plain(part);
            List<@Nullable Object> pair =
                    entry.startsWith("~m2,") ? objects(parts(entry.substring(2)), deepest) : List.of();
            if (pair.size() != 2) {
                throw malformed();
            }
            map.put(pair.get(0), pair.get(1));
        }
        return map;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object constant(List<String> parts) {
        Class<?> type = types.get(Escape.unescape(parts.get(0)));
        if (!type.isEnum() || parts.size() != 2) {
            throw malformed();
        }
        return Enum.valueOf((Class) type, Escape.unescape(parts.get(1)));
    }

    private Object record(List<String> parts, int deepest) {
        Class<?> type = types.get(Escape.unescape(parts.get(0)));
        RecordShape shape = type.isRecord() ? RecordShape.of(type) : null;
        if (shape == null || shape.size() != parts.size() - 1) {
            throw malformed();
        }
        @Nullable
        Object[] components = objects(parts.subList(1, parts.size()), deepest).toArray();
        for (int i = 0; i < components.length; i++) {
            components[i] = DeclaredForm.of(shape.type(i), components[i]);
        }
        return shape.create(components);
    }

    private static DecodingException malformed() {
        return new DecodingException("A text is not that of a key", null);
    }
}
