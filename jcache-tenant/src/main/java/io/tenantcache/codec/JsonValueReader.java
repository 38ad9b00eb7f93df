package io.tenantcache.codec;

import io.tenantcache.ParameterKey;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one value; see {@link JsonCodec} for its form. What is read is a tree of what is in the bytes, so memory and the
 * time that it takes to hash it are in proportion to them.
 */
final class JsonValueReader {

    private final JsonParser in;
    private final AllowedTypes types;
    private int depth;

    JsonValueReader(JsonParser in, AllowedTypes types) {
        this.in = in;
        this.types = types;
    }

    /** The value that the current token begins; the token that ends it is the current one then. */
    @Nullable
    Object read() {
        JsonToken token = in.currentToken();
        if (token == null) {
            throw malformed();
        }
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> in.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> in.getIntValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case START_ARRAY -> readAll();
            case START_OBJECT -> readObject();
            default -> throw malformed();
        };
    }

    private List<@Nullable Object> readAll() {
        enter(JsonToken.START_ARRAY);
        List<@Nullable Object> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read());
        }
        depth--;
        return elements;
    }

    private Object readObject() {
        enter(JsonToken.START_OBJECT);
        String name = nextName();
        if (name == null) {
            throw malformed();
        }
        Object value;
        if (name.equals(JsonValueWriter.TYPE)) {
            value = readTyped(types.get(nextText()));
        } else {
            value = readForm(name);
        }
        depth--;
        return value;
    }

    private Object readForm(String name) {
        JsonScalars.Form scalar = JsonScalars.named(name);
        if (scalar != null) {
            in.nextToken();
            expect(in.currentToken().isScalarValue());
            return last(scalar.parse(in.getString()));
        }
        if (name.equals(JsonText.FORM)) {
            return last(JsonText.decode(nextText()));
        }
        in.nextToken();
        List<@Nullable Object> contents = readAll();
        if (name.equals(JsonValueWriter.PARAMETERS)) {
            return last(ParameterKey.of(contents.toArray()));
        }
        JsonContainers.Form container = JsonContainers.named(name);
        if (container == null) {
            throw malformed();
        }
        return container.maker().apply(contents, readDetail());
    }

    /** What stands behind the contents of a container: a comparator, or the name of a class. */
    private @Nullable Object readDetail() {
        String name = nextName();
        if (name == null) {
            return null;
        }
        expect(name.equals(JsonValueWriter.DETAIL));
        in.nextToken();
        Object detail = read();
        return last(detail instanceof String type ? types.get(type) : detail);
    }

    /** The value, behind which the object ends. */
    private <T extends @Nullable Object> T last(T value) {
        expect(nextName() == null);
        return value;
    }

    private Object readTyped(Class<?> type) {
        if (type.isArray()) {
            expect(JsonValueWriter.ELEMENTS.equals(nextName()));
            return last(readArray(type.getComponentType()));
        }
        if (type.isEnum()) {
            expect(JsonValueWriter.NAME.equals(nextName()));
            return last(constant(type, nextText()));
        }
        return type.isRecord() ? readRecord(type) : readBean(type);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object constant(Class type, String name) {
        return Enum.valueOf(type, name);
    }

    private Object readArray(Class<?> element) {
        in.nextToken();
        if (element == byte.class) {
            return Base64.getDecoder().decode(text());
        }
        List<@Nullable Object> elements = new ArrayList<>();
        enter(JsonToken.START_ARRAY);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            elements.add(readSlot(element));
        }
        depth--;
        Object array = Array.newInstance(element, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    private Object readRecord(Class<?> type) {
        RecordShape shape = RecordShape.of(type);
        @Nullable Object[] components = new Object[shape.size()];
        for (int i = 0; i < components.length; i++) {
            components[i] = shape.defaultOf(i);
        }
        for (String name = nextName(); name != null; name = nextName()) {
            in.nextToken();
            int component = shape.names().indexOf(name);
            if (component < 0) {
                in.skipChildren();
            } else {
                components[component] = readSlot(shape.type(component));
            }
        }
        return shape.create(components);
    }

    private Object readBean(Class<?> type) {
        Map<String, Field> fields = BeanShape.of(type).fields();
        Object bean = BeanShape.of(type).create();
        for (String name = nextName(); name != null; name = nextName()) {
            in.nextToken();
            Field field = fields.get(name);
            if (field == null) {
                in.skipChildren();
            } else {
                BeanShape.set(field, bean, readSlot(field.getType()));
            }
        }
        return bean;
    }

    /** What a field of that type holds: a primitive one stands there without a type, unless it once was none. */
    private @Nullable Object readSlot(Class<?> declared) {
        if (!declared.isPrimitive() || in.currentToken() == JsonToken.START_OBJECT) {
            return read();
        }
        if (declared == boolean.class) {
            return in.getBooleanValue();
        }
        if (declared == char.class) {
            int character = in.getIntValue();
            expect(character == (char) character);
            return (char) character;
        }
        String text = in.currentToken().isScalarValue() ? in.getString() : "";
        JsonScalars.Form form =
                JsonScalars.of(MethodType.methodType(declared).wrap().returnType());
        if (form == null) {
            throw malformed();
        }
        return form.parse(text);
    }

    private void enter(JsonToken expected) {
        expect(in.currentToken() == expected && ++depth <= JsonCodec.JSON_PER_LEVEL * JsonCodec.DEEPEST);
    }

    /** The next property's name; null at the end of the object. */
    private @Nullable String nextName() {
        return in.nextToken() == JsonToken.PROPERTY_NAME ? in.currentName() : ended();
    }

    private @Nullable String ended() {
        expect(in.currentToken() == JsonToken.END_OBJECT);
        return null;
    }

    private String nextText() {
        in.nextToken();
        return text();
    }

    private String text() {
        expect(in.currentToken() == JsonToken.VALUE_STRING);
        return in.getString();
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw malformed();
        }
    }

    private static DecodingException malformed() {
        return new DecodingException("Bytes are not those of a value", null);
    }
}
