package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two builds of an application, whose classes differ, read each other's bytes. */
class EvolutionTest {

    @TempDir
    private Path folder;

    @Test
    void class_fieldAddedAndRemoved() throws Exception {
        ClassLoader before =
                build("public int kept = 7; public String gone = \"old\"; public java.util.List<String> last ="
                        + " java.util.List.of(\"x\");");
        ClassLoader after = build("public long added = 3; public java.util.List<String> last; public int kept;");
        Object there = handOver(before, after);
        assertThat(field(there, "kept")).isEqualTo(7);
        assertThat(field(there, "last")).isEqualTo(List.of("x"));
        Object back = handOver(after, before);
        assertThat(field(back, "kept")).isEqualTo(0);
    }

    @Test
    void record_componentAddedRemovedAndMoved() throws Exception {
        ClassLoader before = compile("package app; public record Doc(int kept, String gone, String last) {"
                + " public Doc() { this(7, \"old\", \"x\"); } }");
        ClassLoader after =
                compile("package app; public record Doc(String last, boolean flag, java.util.UUID added, int kept)"
                        + " { public Doc() { this(\"y\", true, null, 8); } }");
        Object there = handOver(before, after);
        assertThat(there).hasToString("Doc[last=x, flag=false, added=null, kept=7]");
        assertThat(handOver(after, before)).hasToString("Doc[kept=8, gone=null, last=y]");
    }

    private static Object handOver(ClassLoader from, ClassLoader to) throws Exception {
        Object value = from.loadClass("app.Doc").getConstructor().newInstance();
        byte[] bytes = codec(from).encode(List.of(value, value));
        return ((List<?>) codec(to).decode(bytes, 0, bytes.length)).get(1);
    }

    private static KryoCodec codec(ClassLoader loader) {
        return new KryoCodec(AllowList.of(List.of("app.*"), List.of()), loader);
    }

    private static Object field(Object value, String name) throws ReflectiveOperationException {
        return value.getClass().getField(name).get(value);
    }

    private ClassLoader build(String members) throws IOException {
        return compile("package app; public class Doc { " + members + " }");
    }

    private ClassLoader compile(String source) throws IOException {
        Path build = Files.createTempDirectory(folder, "build");
        Path file =
                Files.writeString(Files.createDirectories(build.resolve("app")).resolve("Doc.java"), source);
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", build.toString(), file.toString());
        assertThat(result).isZero();
        return new URLClassLoader(new URL[] {build.toUri().toURL()}, EvolutionTest.class.getClassLoader());
    }
}
