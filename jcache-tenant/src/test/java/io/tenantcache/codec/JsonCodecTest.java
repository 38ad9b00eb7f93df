package io.tenantcache.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.config.Codec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest extends ValueCodecContract {

    private static final String PREFIX = JsonCodecTest.class.getName() + "$";

    enum State {
        OPEN
    }

    record Doc(String title, long size, State state, Optional<Instant> read, List<Map<String, Long>> counts) {}

    private final ValueCodec codec = new JsonCodec(
            AllowList.of(List.of(PREFIX + "*"), List.of()), getClass().getClassLoader());

    @Override
    Codec kind() {
        return Codec.JSON;
    }

    @Override
    boolean keepsReferences() {
        return false;
    }

    @Test
    void encode_canBeRead() {
        Doc doc = new Doc("é\n", 7, State.OPEN, Optional.of(Instant.EPOCH), List.of(new TreeMap<>(Map.of("a", 1L))));
        byte[] bytes = codec.encode(doc);
        String expected = "{'@':'" + PREFIX + "Doc','title':'é\\n','size':7,"
                + "'state':{'@':'" + PREFIX + "State','name':'OPEN'},"
                + "'read':{'Optional':[{'Instant':'1970-01-01T00:00:00Z'}]},"
                + "'counts':{'List':[{'TreeMap':['a',{'Long':1}]}]}}";
        assertThat(new String(bytes, UTF_8)).isEqualTo(expected.replace('\'', '"'));
        assertThat(codec.decode(bytes, 0, bytes.length)).isEqualTo(doc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nul",
                "null",
                "{}",
                "{'x':1}",
                "{'@':1}",
                "{'@':'no.such.Thing'}",
                "{'@':'java.util.ArrayList'}",
                "{'@':'java.lang.Runtime'}",
                "{'@':'int[]','elements':[1,2.5]}",
                "{'@':'int[]','elements':['x']}",
                "{'@':'byte[]','elements':'?'}",
                "{'@':'int[]','elements':[1],'more':1}",
                "{'Long':'x'}",
                "{'Long':1,'more':1}",
                "{'Long':[1]}",
                "{'HashMap':['a']}",
                "{'TreeSet':[1],'with':'java.lang.String'}",
                "{'EnumSet':[],'with':'java.lang.String'}",
                "{'EnumMap':[]}",
                "{'OptionalInt':['x']}",
                "{'UTF-16':'?'}",
                "{'BigInteger':'0x'}",
                "99999999999",
                "[1,]",
                "1 2"
            })
    void decode_malformed(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length)).isInstanceOf(DecodingException.class);
    }

    /** What is malformed may be a value: no message repeats it. */
    @Test
    void decode_malformed_isNotRepeated() {
        for (String json : List.of("{\"Instant\":\"secret\"}", "{\"Long\":\"secret\"}", "secret")) {
            byte[] bytes = json.getBytes(UTF_8);
            assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                    .isInstanceOf(DecodingException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void decode_nestedTooDeeply() {
        byte[] bytes = "[".repeat(1_000_000).getBytes(UTF_8);
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length)).isInstanceOf(DecodingException.class);
        byte[] brackets = ("{\"@\":\"int" + "[]".repeat(1_000_000) + "\"}").getBytes(UTF_8);
        assertThatThrownBy(() -> codec.decode(brackets, 0, brackets.length)).isInstanceOf(DecodingException.class);
    }

    @Test
    void encode_asDeepAsCanBeDecoded() {
        List<Object> list = new ArrayList<>();
        for (int depth = 1; depth < JsonCodec.DEEPEST; depth++) {
            list = new ArrayList<>(List.<Object>of(list));
        }
        byte[] bytes = codec.encode(list);
        assertThat(codec.decode(bytes, 0, bytes.length)).isEqualTo(list);
        List<Object> deeper = new ArrayList<>(List.<Object>of(list));
        assertThatThrownBy(() -> codec.encode(deeper)).isInstanceOf(EncodingException.class);
    }
}
