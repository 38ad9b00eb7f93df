package io.tenantcache.testing;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Builds of an application that differ: each compiled in a folder of its own, in a class loader of its own. */
public final class Build {

    private Build() {}

    /** A class loader with the class {@code app.name} of that source. */
    public static ClassLoader of(Path folder, String name, String source) throws IOException {
        Path build = Files.createTempDirectory(folder, "build");
        Path file =
                Files.writeString(Files.createDirectories(build.resolve("app")).resolve(name + ".java"), source);
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", build.toString(), file.toString());
        if (result != 0) {
            throw new IllegalStateException("The source of " + name + " cannot be compiled");
        }
        return new URLClassLoader(new URL[] {build.toUri().toURL()}, Build.class.getClassLoader());
    }
}
