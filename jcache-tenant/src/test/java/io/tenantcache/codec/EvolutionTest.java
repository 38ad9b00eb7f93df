package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.config.Codec;
import io.tenantcache.testing.Build;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two builds of an application, whose classes differ, read each other's bytes, whichever codec a cache chooses. */
class EvolutionTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void class_fieldAddedAndRemoved(Codec codec) throws Exception {
        ClassLoader before =
                build("public int kept = 7; public String gone = \"old\"; public java.util.List<String> last ="
                        + " java.util.List.of(\"x\");");
        ClassLoader after = build("public long added = 3; public java.util.List<String> last; public int kept;");
        Object there = handOver(codec, before, after);
        assertThat(field(there, "kept")).isEqualTo(7);
        assertThat(field(there, "last")).isEqualTo(List.of("x"));
        Object back = handOver(codec, after, before);
        assertThat(field(back, "kept")).isEqualTo(0);
    }

    @ParameterizedTest
    @EnumSource
    void record_componentAddedRemovedAndMoved(Codec codec) throws Exception {
        ClassLoader before = compile("package app; public record Doc(int kept, String gone, String last) implements"
                + " java.io.Serializable { public Doc() { this(7, \"old\", \"x\"); } }");
        ClassLoader after = compile(
                "package app; public record Doc(String last, boolean flag, java.util.UUID added, int kept) implements"
                        + " java.io.Serializable { public Doc() { this(\"y\", true, null, 8); } }");
        Object there = handOver(codec, before, after);
        assertThat(there).hasToString("Doc[last=x, flag=false, added=null, kept=7]");
        assertThat(handOver(codec, after, before)).hasToString("Doc[kept=8, gone=null, last=y]");
    }

    private static Object handOver(Codec codec, ClassLoader from, ClassLoader to) throws Exception {
        Object value = from.loadClass("app.Doc").getConstructor().newInstance();
        byte[] bytes = codec(codec, from).encode(new ArrayList<>(List.of(value, value)));
        return ((List<?>) codec(codec, to).decode(bytes, 0, bytes.length)).get(1);
    }

    private static ValueCodec codec(Codec codec, ClassLoader loader) {
        return ValueCodec.of(codec, AllowList.of(List.of("app.*"), List.of()), loader);
    }

    private static Object field(Object value, String name) throws ReflectiveOperationException {
        return value.getClass().getField(name).get(value);
    }

    private ClassLoader build(String members) throws IOException {
        return compile("package app; public class Doc implements java.io.Serializable {"
                + " private static final long serialVersionUID = 1; " + members + " }");
    }

    private ClassLoader compile(String source) throws IOException {
        return Build.of(folder, "Doc", source);
    }
}
