package io.tenantcache.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tenantcache.ParameterKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys as text, the same in every JVM: equal keys have equal texts and distinct ones distinct texts.
 *
 * <p>A string stands for itself, {@linkplain Escape escaped}. All else begins with {@code ~} and a letter for its type;
 * lists, sets, maps, arrays, optionals, records and {@link ParameterKey} are written as their parts, sets and maps in the
 * order of their texts. What has no text of its own is written as its bytes. A text that would be long is replaced by its
 * digest, and kept beside the value.
 *
 * <p>What is equal here:
 *
 * <ul>
 *   <li>lists, sets and maps, of whichever class, if their contracts say so; a date of {@code java.util} and one of
 *       {@code java.sql}, other than a timestamp, of the same instant;
 *   <li>arrays by their elements, as in a {@code ParameterKey}, though two arrays are never {@code equals}: of objects
 *       whatever class the array is of, of primitives if it is the same;
 *   <li>records whose components are equal here, constants of enums of the same name;
 *   <li>objects of an application's other classes if all their fields hold the same, down to the order in which a set
 *       gives its elements. Such a class must be equal exactly then: a record has no such bounds.
 * </ul>
 *
 * <p>A key that is read back is equal to the one that was written. It is of the same class, but for the above: a list is an
 * {@code ArrayList}, a set a {@code HashSet}, a map a {@code HashMap}, an array an {@code Object[]}, a date one of
 * {@code java.util}; in a record, whatever its component is declared as. Thread safe.
 */
@SuppressWarnings("JavaUtilDate") // old types are keys too
public final class KeyText {

    static final int DEEPEST = 32;
    static final char MARK = '~';
    static final char NESTED = 'n';

    private static final int LONGEST = 512;
    private static final char HASHED = 'h';

    private final AllowList allowed;
    private final KryoCodec bytes;
    private final KeyTextReader reader;

    /** For keys of the classes that the list allows, as that loader finds them. */
    public KeyText(AllowList allowed, ClassLoader classLoader) {
        this.allowed = allowed;
        this.bytes = new KryoCodec(allowed, classLoader, KryoCodec.References.IGNORED);
        this.reader = new KeyTextReader(new AllowedTypes(allowed, classLoader), bytes);
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
     * The key of a text, whatever the text is: nothing outside of the allowed classes is instantiated or initialised, and no
     * more memory is taken than is in proportion to its length.
     *
     * @throws DecodingException if it is none, or if the text does not tell
     */
    public Object decode(String text) {
        return reader.key(text);
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
            return join(
                    'e',
                    List.of(Escape.escape(constant.getDeclaringClass().getName()), Escape.escape(constant.name())));
        } else if (key instanceof Optional<?> optional) {
            return join('p', texts(optional.stream().toList(), deepest));
        } else if (key instanceof Date date && !key.getClass().getName().equals("java.sql.Timestamp")) {
            allowed.require(key.getClass());
            return "~t" + date.getTime();
        } else if (key instanceof Object[] array) {
            return join('A', texts(Arrays.asList(array), deepest));
        } else if (key instanceof Record) {
            return recordText(key, deepest);
        }
        String elements = elementsText(key, deepest);
        return elements != null ? elements : "~b" + base64(bytes.encode(key));
    }

    /** A collection's text, whichever class implements it; null if it is none that is equal by its elements. */
    private @Nullable String elementsText(Object key, int deepest) {
        if (key instanceof List<?> list) {
            allowed.require(key.getClass());
            return join('L', texts(list, deepest));
        } else if (key instanceof Set<?> set) {
            allowed.require(key.getClass());
            return join('S', texts(set, deepest).stream().sorted().toList());
        } else if (key instanceof Map<?, ?> map) {
            allowed.require(key.getClass());
            List<String> entries = map.entrySet().stream()
                    .map(entry -> join('m', texts(Arrays.asList(entry.getKey(), entry.getValue()), deepest)))
                    .sorted()
                    .toList();
            return join('M', entries);
        }
        return null;
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
