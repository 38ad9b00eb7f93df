package io.tenantcache.codec;

import io.tenantcache.ParameterKey;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one value; see {@link JsonCodec} for its form. */
final class JsonValueWriter {

    static final String TYPE = "@";
    static final String NAME = "name";
    static final String ELEMENTS = "elements";
    static final String DETAIL = "with";
    static final String PARAMETERS = "ParameterKey";

    /** What is held twice is written twice: a graph of a few objects can have a tree without end. */
    private static final int MOST_OBJECTS = 1 << 22;

    private final JsonGenerator out;
    private final AllowList allowed;
    private int depth;
    private int written;

    JsonValueWriter(JsonGenerator out, AllowList allowed) {
        this.out = out;
        this.allowed = allowed;
    }

    void write(@Nullable Object value) {
        if (value == null) {
            out.writeNull();
            return;
        }
        if (++depth > JsonCodec.DEEPEST || ++written > MOST_OBJECTS) {
            throw new EncodingException("A value is nested too deeply, too large, or holds itself", null);
        }
        allowed.require(value.getClass());
        if (!writeScalar(value)) {
            writeComposite(value);
        }
        depth--;
    }

    private boolean writeScalar(Object value) {
        if (value instanceof String text) {
            writeText(text);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            out.writeNumber(number);
        } else {
            JsonScalars.Form form = JsonScalars.of(value.getClass());
            if (form == null) {
                return false;
            }
            out.writeStartObject();
            if (value instanceof Long || value instanceof Short || value instanceof Byte) {
                out.writeNumberProperty(form.name(), ((Number) value).longValue());
            } else {
                out.writeStringProperty(form.name(), form.toText().apply(value));
            }
            out.writeEndObject();
        }
        return true;
    }

    private void writeText(String text) {
        if (JsonText.isWellFormed(text)) {
            out.writeString(text);
        } else {
            out.writeStartObject();
            out.writeStringProperty(JsonText.FORM, JsonText.encode(text));
            out.writeEndObject();
        }
    }

    private void writeComposite(Object value) {
        JsonContainers.Form container = JsonContainers.of(value);
        if (value.getClass() == ArrayList.class) {
            writeAll((List<?>) value);
        } else if (container != null) {
            writeContainer(container, value);
        } else if (value instanceof ParameterKey key) {
            out.writeStartObject();
            out.writeName(PARAMETERS);
            writeAll(Arrays.asList(key.parameters()));
            out.writeEndObject();
        } else if (value instanceof Enum<?> constant) {
            writeTyped(constant.getDeclaringClass());
            out.writeStringProperty(NAME, constant.name());
            out.writeEndObject();
        } else if (value.getClass().isArray()) {
            writeArray(value);
        } else if (value instanceof Record) {
            writeRecord(value);
        } else {
            writeBean(value);
        }
    }

    private void writeTyped(Class<?> type) {
        out.writeStartObject();
        out.writeStringProperty(TYPE, AllowedTypes.name(type));
    }

    private void writeAll(List<?> elements) {
        out.writeStartArray();
        elements.forEach(this::write);
        out.writeEndArray();
    }

    private void writeContainer(JsonContainers.Form form, Object container) {
        out.writeStartObject();
        out.writeName(form.name());
        writeAll(JsonContainers.contents(container));
        Object detail = JsonContainers.detail(container);
        if (detail instanceof Class<?> type) {
            out.writeStringProperty(DETAIL, AllowedTypes.name(type));
        } else if (detail != null) {
            out.writeName(DETAIL);
            write(detail);
        }
        out.writeEndObject();
    }

    private void writeArray(Object array) {
        writeTyped(array.getClass());
        out.writeName(ELEMENTS);
        if (array instanceof byte[] bytes) {
            out.writeBinary(bytes);
        } else if (array instanceof Object[] elements) {
            writeAll(Arrays.asList(elements));
        } else {
            Class<?> element = array.getClass().getComponentType();
            out.writeStartArray();
            for (int i = 0; i < Array.getLength(array); i++) {
                writeSlot(element, Array.get(array, i));
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private void writeRecord(Object value) {
        RecordShape shape = RecordShape.of(value.getClass());
        writeTyped(value.getClass());
        for (int i = 0; i < shape.size(); i++) {
            out.writeName(shape.names().get(i));
            writeSlot(shape.type(i), shape.get(value, i));
        }
        out.writeEndObject();
    }

    private void writeBean(Object value) {
        BeanShape shape = BeanShape.of(value.getClass());
        writeTyped(value.getClass());
        for (Map.Entry<String, Field> entry : shape.fields().entrySet()) {
            out.writeName(entry.getKey());
            writeSlot(entry.getValue().getType(), BeanShape.get(entry.getValue(), value));
        }
        out.writeEndObject();
    }

    /** What a field holds: one that is declared primitive needs no type in JSON. */
    private void writeSlot(Class<?> declared, @Nullable Object value) {
        if (!declared.isPrimitive()) {
            write(value);
        } else if (value instanceof Character character) {
            out.writeNumber(character);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Float number) {
            // As text: a float that is written as a number would be read as another double.
            out.writeString(number.toString());
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            out.writeString(number.toString());
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        }
    }
}
