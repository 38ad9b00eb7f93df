package io.tenantcache.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tenantcache.ParameterKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys as text, the same in every JVM: equal keys have equal texts and distinct ones distinct texts.
 *
 * <p>A string stands for itself, {@linkplain Escape escaped}. All else begins with {@code ~} and a letter for its type;
 * lists, sets, maps, records and {@link ParameterKey} are written as their parts, sets and maps in the order of their
 * texts. What has no text of its own is written as its bytes. A text that would be long is replaced by its digest, and kept
 * beside the value. Thread safe.
 */
public final class KeyText {

    private static final int LONGEST = 512;
    private static final int DEEPEST = 32;
    private static final char MARK = '~';
    private static final char NESTED = 'n';
    private static final char HASHED = 'h';

    private final AllowList allowed;
    private final ClassLoader classLoader;
    private final KryoCodec bytes;

    /** For keys of the classes that the list allows, as that loader finds them. */
    public KeyText(AllowList allowed, ClassLoader classLoader) {
        this.allowed = allowed;
        this.classLoader = classLoader;
        this.bytes = new KryoCodec(allowed, classLoader, KryoCodec.References.IGNORED);
    }

    /** {@link Escape#escape}. */
    public static String escape(String part) {
        return Escape.escape(part);
    }

    /**
     * {@link Escape#unescape}.
     *
     * @throws DecodingException if the text was not escaped
     */
    public static String unescape(String escaped) {
        return Escape.unescape(escaped);
    }

    /**
     * The key's text.
     *
     * @throws ClassNotAllowedException if it is, or holds, an object of a class that may not be stored
     */
    public EncodedKey encode(Object key) {
        String text = text(key, DEEPEST);
        if (text.length() <= LONGEST) {
            return new EncodedKey(text, null);
        }
        byte[] whole = text.getBytes(US_ASCII);
        return new EncodedKey("" + MARK + HASHED + base64(sha256(whole)), whole);
    }

    /**
     * The key of a text.
     *
     * @throws DecodingException if it is none, or if the text does not tell
     */
    public Object decode(String text) {
        try {
            Object key = object(text);
            if (key != null) {
                return key;
            }
        } catch (DecodingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DecodingException("A text is not that of a key", e);
        }
        throw new DecodingException("A text is not that of a key", null);
    }

    /**
     * The key of what is stored beside the value.
     *
     * @throws DecodingException if it is none
     */
    public Object decodeStored(byte[] stored) {
        return decode(new String(stored, US_ASCII));
    }

    private String text(@Nullable Object key, int deepest) {
        if (deepest == 0) {
            throw new EncodingException("A key is nested too deeply", null);
        }
        if (key instanceof String string) {
            return Escape.escape(string);
        } else if (key == null) {
            return "~z";
        } else if (key instanceof Integer number) {
            return "~i" + number;
        } else if (key instanceof Long number) {
            return "~l" + number;
        } else if (key instanceof Short number) {
            return "~s" + number;
        } else if (key instanceof Byte number) {
            return "~y" + number;
        } else if (key instanceof Character character) {
            return "~c" + (int) character;
        } else if (key instanceof Boolean bool) {
            return "~o" + (bool ? 1 : 0);
        } else if (key instanceof Double number) {
            return "~d" + Long.toHexString(Double.doubleToLongBits(number));
        } else if (key instanceof Float number) {
            return "~f" + Integer.toHexString(Float.floatToIntBits(number));
        } else if (key instanceof UUID uuid) {
            return "~u" + uuid;
        }
        return compositeText(key, deepest - 1);
    }

    private String compositeText(Object key, int deepest) {
        if (key instanceof ParameterKey parameters) {
            return join('k', texts(Arrays.asList(parameters.parameters()), deepest));
        } else if (key instanceof Enum<?> constant) {
            allowed.require(constant.getDeclaringClass());
            return join('e', List.of(Escape.escape(constant.getDeclaringClass().getName()), constant.name()));
        } else if (key instanceof List<?> list && isOfTheJdk(key)) {
            return join('L', texts(list, deepest));
        } else if (key instanceof Set<?> set && isOfTheJdk(key)) {
            return join('S', texts(set, deepest).stream().sorted().toList());
        } else if (key instanceof Map<?, ?> map && isOfTheJdk(key)) {
            List<String> entries = map.entrySet().stream()
                    .map(entry -> join('m', texts(Arrays.asList(entry.getKey(), entry.getValue()), deepest)))
                    .sorted()
                    .toList();
            return join('M', entries);
        } else if (key instanceof Record) {
            return recordText(key, deepest);
        }
        return "~b" + base64(bytes.encode(key));
    }

    private static boolean isOfTheJdk(Object key) {
        return JdkTypes.contains(key.getClass());
    }

    private String recordText(Object key, int deepest) {
        Class<?> type = key.getClass();
        allowed.require(type);
        RecordShape shape = RecordShape.of(type);
        List<String> parts = new ArrayList<>();
        parts.add(Escape.escape(type.getName()));
        for (int i = 0; i < shape.size(); i++) {
            parts.add(text(shape.get(key, i), deepest));
        }
        return join('r', parts);
    }

    private List<String> texts(Collection<?> keys, int deepest) {
        List<String> texts = new ArrayList<>(keys.size());
        for (Object key : keys) {
            texts.add(text(key, deepest));
        }
        return texts;
    }

    /** Mark, type, number of parts, and the parts behind commas; a part with commas of its own is escaped once more. */
    private static String join(char type, List<String> parts) {
        StringBuilder out = new StringBuilder().append(MARK).append(type).append(parts.size());
        for (String part : parts) {
            out.append(',');
            if (part.indexOf(',') < 0) {
                out.append(part);
            } else {
                out.append(MARK).append(NESTED).append(Escape.escape(part));
            }
        }
        return out.toString();
    }

    private @Nullable Object object(String text) {
        if (text.isEmpty() || text.charAt(0) != MARK) {
            return Escape.unescape(text);
        }
        String rest = text.substring(2);
        return switch (text.charAt(1)) {
            case 'z' -> null;
            case 'i' -> Integer.valueOf(rest);
            case 'l' -> Long.valueOf(rest);
            case 's' -> Short.valueOf(rest);
            case 'y' -> Byte.valueOf(rest);
            case 'c' -> (char) Integer.parseInt(rest);
            case 'o' -> rest.equals("1");
            case 'd' -> Double.longBitsToDouble(Long.parseUnsignedLong(rest, 16));
            case 'f' -> Float.intBitsToFloat(Integer.parseUnsignedInt(rest, 16));
            case 'u' -> UUID.fromString(rest);
            case 'b' -> decodeBytes(rest);
            case NESTED -> object(Escape.unescape(rest));
            case 'e' -> constant(parts(rest));
            case 'r' -> record(parts(rest));
            case 'k' -> ParameterKey.of(objects(parts(rest)).toArray());
            case 'L', 'm' -> objects(parts(rest));
            case 'S' -> new HashSet<>(objects(parts(rest)));
            case 'M' -> map(parts(rest));
            default -> throw new DecodingException("A text is not that of a key", null);
        };
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

    private List<@Nullable Object> objects(List<String> parts) {
        List<@Nullable Object> objects = new ArrayList<>(parts.size());
        parts.forEach(part -> objects.add(object(part)));
        return objects;
    }

    private Map<Object, Object> map(List<String> entries) {
        Map<Object, Object> map = new HashMap<>();
        for (String entry : entries) {
            List<?> pair = (List<?>) object(entry);
            if (pair == null) {
                throw new DecodingException("A key's text is truncated", null);
            }
            map.put(pair.get(0), pair.get(1));
        }
        return map;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object constant(List<String> parts) {
        return Enum.valueOf((Class) type(parts.get(0)), parts.get(1));
    }

    private Object record(List<String> parts) {
        Class<?> type = type(parts.get(0));
        return RecordShape.of(type)
                .create(objects(parts.subList(1, parts.size())).toArray());
    }

    /** An allowed class; its name is resolved without initialising it. */
    private Class<?> type(String escapedName) {
        try {
            Class<?> type = Class.forName(Escape.unescape(escapedName), false, classLoader);
            allowed.require(type);
            return type;
        } catch (ClassNotFoundException | ClassNotAllowedException e) {
            throw new DecodingException("A key is of a class that is not known or not allowed", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
