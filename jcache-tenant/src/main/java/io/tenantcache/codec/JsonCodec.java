package io.tenantcache.codec;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * JSON for people to read, confined to an allow list. Graphs come back as trees: an object that is held twice becomes two,
 * and one that holds itself is refused when it is encoded, as is what is nested more than {@value #DEEPEST} levels deep.
 *
 * <pre>
 * null  true  "text"  7  7.5         null, Boolean, String, Integer, Double
 * [1, 2]                             an ArrayList
 * {"Long": 7}  {"Instant": "..."}    a value type of the JDK
 * {"Set": [1, 2]}                    a collection of the JDK; what List.of, Set.of and Map.of return is List, Set and Map
 * {"TreeMap": ["a", 1, "b", 2],      a map: its keys and values take turns
 *  "with": {...}}                    its comparator; or whose constants an EnumMap or an EnumSet holds
 * {"@": "com.acme.Order", "id": 7}   an object or a record, by the names of its fields; primitive ones without a type
 * {"@": "com.acme.State", "name": "OPEN"}
 * {"@": "int[]", "elements": [1, 2]}
 * </pre>
 *
 * <p>Nothing is taken from annotations or accessors, which describe an application's interface and not its state.
 */
public final class JsonCodec implements ValueCodec {

    static final int DEEPEST = 400;
    /** Objects and arrays of JSON that one level of a value may take. */
    static final int JSON_PER_LEVEL = 2;

    private static final int POOLED = 16;
    private static final int LONGEST_NUMBER = 400;

    private final AllowList allowed;
    private final AllowedTypes types;
    private final JsonFactory json;

    /** A codec for what the list allows, with the classes as that loader finds them. */
    public JsonCodec(AllowList allowed, ClassLoader classLoader) {
        this.allowed = allowed;
        this.types = new AllowedTypes(allowed, classLoader);
        this.json = JsonFactory.builder()
                // Of its own: thread locals would outlive the application.
                .recyclerPool(JsonRecyclerPools.newBoundedPool(POOLED))
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(JSON_PER_LEVEL * DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(JSON_PER_LEVEL * DEEPEST)
                        .build())
                .build();
    }

    @Override
    public byte[] encode(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new JsonValueWriter(out, allowed).write(value);
        } catch (RuntimeException | StackOverflowError e) {
            throw EncodingException.of(value, e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        try (JsonParser in = json.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            in.nextToken();
            Object value = new JsonValueReader(in, types).read();
            if (value == null || in.nextToken() != null) {
                throw new DecodingException("Bytes are not those of one value", null);
            }
            return value;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw DecodingException.of(e);
        }
    }
}
