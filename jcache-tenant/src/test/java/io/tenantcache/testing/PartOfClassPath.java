package io.tenantcache.testing;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.function.Predicate;

/** The same classes in a class loader that lacks some libraries. */
public final class PartOfClassPath {

    private PartOfClassPath() {}

    /** A class loader of its own over the test's class path, without the jars whose names are not present. */
    public static URLClassLoader of(Predicate<String> present) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        URL[] urls = Arrays.stream(classPath.split(File.pathSeparator))
                .map(File::new)
                .filter(file -> file.isDirectory() || present.test(file.getName()))
                .map(PartOfClassPath::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
