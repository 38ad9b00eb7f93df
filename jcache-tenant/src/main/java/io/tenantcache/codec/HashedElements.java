package io.tenantcache.codec;

import io.tenantcache.ParameterKey;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a collection that hashes them while it is read, in its place in a serialized stream. The JDK's own form
 * hashes at once, and some hundred bytes can describe sets whose hash takes years (see {@link HashBudget}): here the cost
 * is counted first, and the JDK's form is not let in. A map's keys and values take turns.
 */
final class HashedElements implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final byte SET = 1;
    private static final byte LINKED_SET = 2;
    private static final byte MAP = 3;
    private static final byte LINKED_MAP = 4;
    private static final byte CONCURRENT_MAP = 5;
    private static final byte PARAMETER_KEY = 6;

    private static final Map<String, Byte> KINDS = Map.of(
            HashSet.class.getName(), SET,
            LinkedHashSet.class.getName(), LINKED_SET,
            HashMap.class.getName(), MAP,
            LinkedHashMap.class.getName(), LINKED_MAP,
            ConcurrentHashMap.class.getName(), CONCURRENT_MAP,
            ParameterKey.class.getName(), PARAMETER_KEY);

    private final byte kind;

    @SuppressWarnings("serial") // as serializable as the elements are
    private final @Nullable Object[] elements;

    private HashedElements(byte kind, @Nullable Object[] elements) {
        this.kind = kind;
        this.elements = elements;
    }

    /** Whether no object of the class stands in a stream. */
    static boolean replaces(String className) {
        return KINDS.containsKey(className);
    }

    /** What is to be written in the place of the object; null for the object itself. */
    static @Nullable HashedElements of(Object value) {
        Byte kind = KINDS.get(value.getClass().getName());
        if (kind == null) {
            return null;
        }
        List<?> elements = parts(value);
        if (holds(elements, value, Collections.newSetFromMap(new IdentityHashMap<>()))) {
            // Whoever reads it would meet its elements in its own place, for it is not there yet.
            throw new EncodingException(value.getClass().getName() + " holds itself", null);
        }
        return new HashedElements(kind, elements.toArray());
    }

    private static List<?> parts(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return FlatEntries.of(map);
        }
        if (value instanceof Collection<?> collection) {
            return Arrays.asList(collection.toArray());
        }
        if (value instanceof ParameterKey key) {
            return Arrays.asList(key.parameters());
        }
        return value instanceof Object[] array ? Arrays.asList(array) : List.of();
    }

    @SuppressWarnings("ReferenceEquality") // Itself, and not one that is equal.
    private static boolean holds(List<?> parts, Object sought, Set<Object> seen) {
        for (Object part : parts) {
            if (part == sought) {
                return true;
            }
            boolean nested = part instanceof Collection || part instanceof Map || part instanceof Object[];
            if (nested && seen.add(part) && holds(parts(part), sought, seen)) {
                return true;
            }
        }
        return false;
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        HashBudget hashes = ((ConfinedObjectInput) in).hashes();
        if (kind == PARAMETER_KEY) {
            hashes.spendAll(elements);
        } else {
            hashes.spendEach(Arrays.asList(elements), kind == SET || kind == LINKED_SET ? 1 : 2);
        }
    }

    @Serial
    private Object readResolve() throws InvalidObjectException {
        List<@Nullable Object> parts = Arrays.asList(elements);
        return switch (kind) {
            case SET -> new HashSet<>(parts);
            case LINKED_SET -> new LinkedHashSet<>(parts);
            case MAP -> FlatEntries.into(new HashMap<>(), parts);
            case LINKED_MAP -> FlatEntries.into(new LinkedHashMap<>(), parts);
            case CONCURRENT_MAP -> FlatEntries.into(new ConcurrentHashMap<>(), parts);
            case PARAMETER_KEY -> ParameterKey.of(elements);
            default -> throw new InvalidObjectException("Elements are of an unknown kind");
        };
    }
}
