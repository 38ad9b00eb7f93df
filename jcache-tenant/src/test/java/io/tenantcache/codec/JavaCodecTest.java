package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tenantcache.ParameterKey;
import io.tenantcache.config.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class JavaCodecTest extends ValueCodecContract {

    static final class Extended extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;
    }

    private final ValueCodec codec = new JavaCodec(
            AllowList.of(List.of(JavaCodecTest.class.getName() + "$*"), List.of()),
            getClass().getClassLoader());

    @Override
    Codec kind() {
        return Codec.JAVA;
    }

    @Override
    boolean keepsReferences() {
        return true;
    }

    @Override
    boolean takes(Object value) {
        try {
            return serialized(value).length > 0;
        } catch (IOException notSerializable) {
            return false;
        }
    }

    /** The form that the JDK itself writes hashes while it is read: it is not let in, whoever wrote it. */
    @Test
    void decode_hashesOfTheJdk() throws IOException {
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> other = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Set<Object> next = new HashSet<>(List.of("x"));
            Set<Object> nextOther = new HashSet<>();
            one.add(next);
            one.add(nextOther);
            other.add(next);
            other.add(nextOther);
            one = next;
            other = nextOther;
        }
        byte[] bomb = serialized(root);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertMiss(bomb, "InvalidClassException"));
        for (Object hashed : List.of(new LinkedHashMap<>(), new ConcurrentHashMap<>(), ParameterKey.of(1))) {
            assertMiss(serialized(hashed), "InvalidClassException");
        }
    }

    @Test
    void decode_proxy() throws IOException {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Runnable.class},
                (java.lang.reflect.InvocationHandler & Serializable) (self, method, arguments) -> null);
        assertThatThrownBy(() -> codec.encode(proxy)).isInstanceOf(ClassNotAllowedException.class);
    }

    /** It would be written by its superclass, which hashes. */
    @Test
    void encode_classThatExtendsAHashMap() {
        assertThatThrownBy(() -> codec.encode(new Extended()))
                .isInstanceOf(EncodingException.class)
                .rootCause()
                .hasMessageContaining("java.util.HashMap");
    }

    @Test
    void encode_setThatHoldsItself() {
        List<Object> list = new ArrayList<>();
        Map<String, Object> map = new HashMap<>(Map.of("list", list));
        list.add(map);
        assertThatThrownBy(() -> codec.encode(map)).isInstanceOf(EncodingException.class);
    }

    @Test
    void decode_declaredLength_takesNoMemory() throws IOException {
        byte[] bytes = serialized(new long[] {1});
        bytes[bytes.length - Long.BYTES - Integer.BYTES] = 0x7f;
        assertMiss(bytes, "InvalidClassException");
        assertThat(codec.decode(serialized(new long[] {1}), 0, bytes.length)).isEqualTo(new long[] {1});
    }

    private void assertMiss(byte[] bytes, String reason) {
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] serialized(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }
}
