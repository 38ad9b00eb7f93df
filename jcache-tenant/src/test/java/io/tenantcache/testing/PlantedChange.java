package io.tenantcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A mistake made on purpose in a copy of what is tested: a text of its source replaced by another. A class path that begins with
 * the folder where it is planted has it in the place of the real one.
 *
 * @param file a script or a class: its path below the folder of its kind, {@code io/tenantcache/...}
 * @param right what stands there, once
 * @param wrong what stands there instead
 */
public record PlantedChange(String file, String right, String wrong) {

    private static final String JAVA = ".java";
    private static final Path SOURCES = Path.of("src", "main");

    /**
     * Plants it.
     *
     * @param folder where the class or the script goes
     * @throws IllegalStateException if the text is not found, or found twice, or what comes of it cannot be compiled
     */
    public void plantIn(Path folder) {
        try {
            Path source =
                    SOURCES.resolve(file.endsWith(JAVA) ? "java" : "resources").resolve(file);
            String text = Files.readString(source);
            int at = text.indexOf(right);
            if (at < 0 || at != text.lastIndexOf(right)) {
                throw new IllegalStateException(file + " does not have this text once: " + right);
            }
            Path changed = folder.resolve(file);
            Files.createDirectories(changed.getParent());
            Files.writeString(changed, text.replace(right, wrong));
            if (file.endsWith(JAVA)) {
                compile(folder, changed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path folder, Path source) {
        List<String> arguments = List.of(
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException(file + " cannot be compiled with: " + wrong);
        }
    }
}
