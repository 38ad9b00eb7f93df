package io.tenantcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParameterKeyTest {

    @Test
    void equals_byParametersAndArraysByElements() {
        assertThat(ParameterKey.of("a", 1, null))
                .isEqualTo(ParameterKey.of("a", 1, null))
                .hasSameHashCodeAs(ParameterKey.of("a", 1, null))
                .isNotEqualTo(ParameterKey.of("a", null, 1))
                .isNotEqualTo(ParameterKey.of("a", 1))
                .isNotEqualTo(List.of("a", 1));
        ParameterKey arrays = ParameterKey.of(new int[] {1}, new String[][] {{"x"}});
        assertThat(arrays)
                .isEqualTo(ParameterKey.of(new int[] {1}, new Object[][] {{"x"}}))
                .hasSameHashCodeAs(ParameterKey.of(new int[] {1}, new Object[][] {{"x"}}))
                .isNotEqualTo(ParameterKey.of(new long[] {1}, new String[][] {{"x"}}));
        assertThat(ParameterKey.of()).isEqualTo(ParameterKey.of()).hasSameHashCodeAs(ParameterKey.of());
    }

    @Test
    void parameters_areCopies() {
        Object[] given = {"a"};
        ParameterKey key = ParameterKey.of(given);
        given[0] = "b";
        key.parameters()[0] = "c";
        assertThat(key).isEqualTo(ParameterKey.of("a"));
    }

    @Test
    void toString_holdsNoParameter() {
        assertThat(ParameterKey.of("secret")).hasToString("ParameterKey[1 parameters]");
    }

    @Test
    void serialized_isEqual() throws Exception {
        ParameterKey key = ParameterKey.of("a", TimeUnit.DAYS, new int[] {1}, null);
        assertThat(key.hashCode()).isNotZero();
        assertThat(copy(key)).isEqualTo(key).hasSameHashCodeAs(key);
    }

    /** A constant's hash is another in every JVM: here a parameter plays the constant, and its hash changes on the way. */
    @Test
    void serialized_hashesAnew() throws Exception {
        Constant.hash = 1;
        ParameterKey key = ParameterKey.of(new Constant());
        assertThat(key).hasSameHashCodeAs(Arrays.asList(1));
        Constant.hash = 2;
        assertThat(copy(key)).hasSameHashCodeAs(Arrays.asList(2)).isEqualTo(ParameterKey.of(new Constant()));
        assertThat(Arrays.stream(ObjectStreamClass.lookup(ParameterKey.class).getFields())
                        .map(ObjectStreamField::getName))
                .containsExactly("parameters");
    }

    private static ParameterKey copy(ParameterKey key) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(key);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ParameterKey) in.readObject();
        }
    }

    static final class Constant implements java.io.Serializable {

        private static final long serialVersionUID = 1L;
        private static int hash;

        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object other) {
            return other instanceof Constant;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
