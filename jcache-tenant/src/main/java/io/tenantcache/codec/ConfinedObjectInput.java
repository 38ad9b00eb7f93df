package io.tenantcache.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets a class in only after it was asked about, and takes no more memory than is in proportion to the bytes. What
 * the JVM's own filter ({@code jdk.serialFilter}) refuses stays refused.
 */
final class ConfinedObjectInput extends ObjectInputStream {

    static final int DEEPEST = 1_000;

    /** For collections that ask for one place more than they have elements. */
    private static final int SLACK = 64;

    private final Predicate<Class<?>> permits;
    private final ClassLoader classLoader;
    private final HashBudget hashes = new HashBudget();
    private final int length;
    private long affordable;
    private @Nullable Class<?> refused;

    ConfinedObjectInput(InputStream in, Predicate<Class<?>> permits, ClassLoader classLoader) throws IOException {
        super(in);
        this.permits = permits;
        this.classLoader = classLoader;
        this.length = in.available();
        // An array is declared once by itself, and once by the collection whose elements it takes.
        this.affordable = 2L * length + SLACK;
        ObjectInputFilter jvm = ObjectInputFilter.Config.getSerialFilter();
        setObjectInputFilter(jvm == null ? this::check : ObjectInputFilter.merge(this::check, jvm));
    }

    /** The one object; a class that is not allowed is named. */
    Object readConfined() throws IOException, ClassNotFoundException {
        try {
            return readObject();
        } catch (InvalidClassException e) {
            if (refused != null) {
                throw new DecodingException(
                        "Bytes are not those of a value: " + new ClassNotAllowedException(refused).getMessage(), e);
            }
            throw e;
        }
    }

    /** The budget of the value that is read. */
    HashBudget hashes() {
        return hashes;
    }

    private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info) {
        affordable -= Math.max(info.arrayLength(), 0);
        if (affordable < 0 || info.depth() > DEEPEST || info.references() > length) {
            return ObjectInputFilter.Status.REJECTED;
        }
        Class<?> type = info.serialClass();
        if (type == null) {
            return ObjectInputFilter.Status.UNDECIDED;
        }
        if (permits.test(type)) {
            return ObjectInputFilter.Status.ALLOWED;
        }
        refused = type;
        return ObjectInputFilter.Status.REJECTED;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
        String name = description.getName();
        if (name.equals(SerialForms.IMMUTABLE)) {
            return CollSer.class;
        }
        if (name.equals(HashedElements.class.getName())) {
            return HashedElements.class;
        }
        if (HashedElements.replaces(name)) {
            throw new InvalidClassException("Not the form in which " + name + " is read");
        }
        return Class.forName(name, false, classLoader);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
        throw new InvalidClassException("Proxies are not allowed");
    }
}
