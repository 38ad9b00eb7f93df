package io.tenantcache.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.function.Predicate;

/** Asks about each class before anything of its objects is written. */
class ConfinedObjectOutput extends ObjectOutputStream {

    private final Predicate<Class<?>> permits;

    ConfinedObjectOutput(OutputStream out, Predicate<Class<?>> permits) throws IOException {
        super(out);
        this.permits = permits;
        enableReplaceObject(true);
    }

    @Override
    protected void annotateClass(Class<?> type) {
        if (HashedElements.replaces(type.getName())) {
            throw new EncodingException("A class that extends " + type.getName() + " cannot be serialized", null);
        }
        require(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        throw new ClassNotAllowedException(type);
    }

    @Override
    protected Object replaceObject(Object value) {
        HashedElements elements = HashedElements.of(value);
        if (elements != null) {
            return elements;
        }
        require(value.getClass());
        if (!(value instanceof Serializable)) {
            throw new EncodingException(value.getClass().getName() + " is not serializable", null);
        }
        return value;
    }

    private void require(Class<?> type) {
        if (!permits.test(type)) {
            throw new ClassNotAllowedException(type);
        }
    }
}
