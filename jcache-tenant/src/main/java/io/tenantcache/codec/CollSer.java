package io.tenantcache.codec;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of {@code java.util.CollSer} where a stream is read: the published form of the JDK's immutable collections,
 * which hashes its elements at once. Here that is counted first. A stream is bound to the name, so it is what it is.
 */
final class CollSer implements Serializable {

    @Serial
    private static final long serialVersionUID = 6309168927139932177L;

    private static final int KIND = 0xff;
    private static final int LIST = 1;
    private static final int SET = 2;
    private static final int MAP = 3;
    private static final int LIST_WITH_NULLS = 4;

    private final int tag;
    private transient @Nullable List<@Nullable Object> elements;

    /** Only streams make any. */
    private CollSer() {
        this.tag = 0;
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        List<@Nullable Object> read = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            read.add(in.readObject());
        }
        int kind = tag & KIND;
        if (kind == SET || kind == MAP) {
            ((ConfinedObjectInput) in).hashes().spendEach(read, kind == MAP ? 2 : 1);
        }
        elements = read;
    }

    @Serial
    private Object readResolve() throws InvalidObjectException {
        if (elements == null) {
            throw new InvalidObjectException("Elements are missing");
        }
        return switch (tag & KIND) {
            case LIST, LIST_WITH_NULLS -> Wrappers.collection(List.of().getClass(), elements, null);
            case SET -> Set.of(elements.toArray());
            case MAP -> Map.copyOf(FlatEntries.into(new LinkedHashMap<>(), elements));
            default -> throw new InvalidObjectException("Elements are of an unknown kind");
        };
    }
}
