package io.tenantcache.codec;

import io.tenantcache.ParameterKey;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a collection that hashes them while it is read, in its place in a serialized stream. The JDK's own forms
 * hash at once, and some hundred bytes can describe sets whose hash takes years (see {@link HashBudget}): here the cost
 * is counted first, and the JDK's forms are not let in. A map's keys and values take turns.
 */
final class HashedElements implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final byte SET = 1;
    private static final byte LINKED_SET = 2;
    private static final byte IMMUTABLE_SET = 3;
    private static final byte MAP = 4;
    private static final byte LINKED_MAP = 5;
    private static final byte CONCURRENT_MAP = 6;
    private static final byte IMMUTABLE_MAP = 7;
    private static final byte IMMUTABLE_LIST = 8;
    private static final byte PARAMETER_KEY = 9;

    /** Also the one form of all immutable collections, which does not tell a list from a set. */
    private static final Set<String> REPLACED = Set.of(
            HashSet.class.getName(),
            LinkedHashSet.class.getName(),
            HashMap.class.getName(),
            LinkedHashMap.class.getName(),
            ConcurrentHashMap.class.getName(),
            ParameterKey.class.getName(),
            "java.util.CollSer");

    private static final String IMMUTABLE = "java.util.ImmutableCollections$";

    private final byte kind;

    @SuppressWarnings("serial") // as serializable as the elements are
    private final @Nullable Object[] elements;

    private HashedElements(byte kind, @Nullable Object[] elements) {
        this.kind = kind;
        this.elements = elements;
    }

    /** Whether no object of the class stands in a stream. */
    static boolean replaces(String className) {
        return REPLACED.contains(className) || className.startsWith(IMMUTABLE);
    }

    /** What is to be written for the object: its elements, or null for itself. */
    static @Nullable HashedElements of(Object value) {
        if (value instanceof ParameterKey key) {
            return new HashedElements(PARAMETER_KEY, key.parameters());
        }
        if (!replaces(value.getClass().getName())) {
            return null;
        }
        boolean immutable = value.getClass().getName().startsWith(IMMUTABLE);
        if (value instanceof Map<?, ?> map) {
            return new HashedElements(
                    immutable ? IMMUTABLE_MAP : kindOf(map), FlatEntries.of(map).toArray());
        }
        if (value instanceof Set<?> set) {
            return new HashedElements(immutable ? IMMUTABLE_SET : kindOf(set), set.toArray());
        }
        return value instanceof List<?> list ? new HashedElements(IMMUTABLE_LIST, list.toArray()) : null;
    }

    private static byte kindOf(Map<?, ?> map) {
        if (map instanceof LinkedHashMap) {
            return LINKED_MAP;
        }
        return map instanceof ConcurrentHashMap ? CONCURRENT_MAP : MAP;
    }

    private static byte kindOf(Set<?> set) {
        return set instanceof LinkedHashSet ? LINKED_SET : SET;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        ConfinedObjectOutput confined = (ConfinedObjectOutput) out;
        confined.begin(this);
        out.defaultWriteObject();
        confined.end(this);
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        if (elements == null
                || elements.getClass() != Object[].class
                || !(in instanceof ConfinedObjectInput confined)) {
            throw new InvalidObjectException("Elements are missing");
        }
        boolean map = kind == MAP || kind == LINKED_MAP || kind == CONCURRENT_MAP || kind == IMMUTABLE_MAP;
        if (kind == PARAMETER_KEY) {
            confined.hashes().spendAll(elements);
        } else if (kind != IMMUTABLE_LIST) {
            for (int i = 0; i < elements.length; i += map ? 2 : 1) {
                confined.hashes().spend(elements[i]);
            }
        }
    }

    @Serial
    private Object readResolve() throws InvalidObjectException {
        return switch (kind) {
            case SET -> filled(new HashSet<>());
            case LINKED_SET -> filled(new LinkedHashSet<>());
            case IMMUTABLE_SET -> Set.of(elements);
            case MAP -> filled(new HashMap<>());
            case LINKED_MAP -> filled(new LinkedHashMap<>());
            case CONCURRENT_MAP -> filled(new ConcurrentHashMap<>());
            case IMMUTABLE_MAP -> Map.copyOf(filled(new LinkedHashMap<>()));
            case IMMUTABLE_LIST ->
                Wrappers.collection(List.of().getClass(), new ArrayList<>(Arrays.asList(elements)), null);
            case PARAMETER_KEY -> ParameterKey.of(elements);
            default -> throw new InvalidObjectException("Elements are of an unknown kind");
        };
    }

    private Collection<@Nullable Object> filled(Collection<@Nullable Object> collection) {
        collection.addAll(Arrays.asList(elements));
        return collection;
    }

    private Map<@Nullable Object, @Nullable Object> filled(Map<@Nullable Object, @Nullable Object> map) {
        return FlatEntries.into(map, Arrays.asList(elements));
    }
}
