package io.tenantcache.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Asks the list about each class before anything of its objects is written. */
final class ConfinedObjectOutput extends ObjectOutputStream {

    private final AllowList allowed;
    private final Map<Object, HashedElements> replaced = new IdentityHashMap<>();
    private final Set<HashedElements> open = Collections.newSetFromMap(new IdentityHashMap<>());

    ConfinedObjectOutput(OutputStream out, AllowList allowed) throws IOException {
        super(out);
        this.allowed = allowed;
        enableReplaceObject(true);
    }

    @Override
    protected void annotateClass(Class<?> type) {
        if (HashedElements.replaces(type.getName())) {
            throw new EncodingException("A class that extends " + type.getName() + " cannot be serialized", null);
        }
        if (!SerialForms.permits(allowed, type)) {
            throw new ClassNotAllowedException(type);
        }
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        throw new ClassNotAllowedException(type);
    }

    /** The same for the same object, so that what is shared stays shared. */
    @Override
    protected Object replaceObject(Object value) {
        HashedElements elements = replaced.get(value);
        if (elements == null) {
            elements = HashedElements.of(value);
            if (elements == null) {
                return value;
            }
            replaced.put(value, elements);
        } else if (open.contains(elements)) {
            // Whoever reads it would meet the elements, which are not a set yet, in the place of the set.
            throw new EncodingException("A set or a map with hashes holds itself", null);
        }
        return elements;
    }

    /** The elements are about to be written. */
    void begin(HashedElements elements) {
        open.add(elements);
    }

    /** The elements have been written. */
    void end(HashedElements elements) {
        open.remove(elements);
    }
}
