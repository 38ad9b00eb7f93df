package io.tenantcache.codec;

import com.esotericsoftware.kryo.KryoException;
import io.tenantcache.ParameterKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What hashing may cost while one value is read. A few hundred bytes can describe sets that hold each other twice, level upon
 * level: each level doubles the time that the hash of the outermost one takes. What is about to be hashed is therefore walked
 * first, and counted.
 */
final class HashBudget {

    private static final int VISITS = 1 << 22;

    private int left = VISITS;

    /**
     * Makes sure that the hash can be afforded. The classes of an application count as one: how they hash is theirs.
     *
     * @throws KryoException if it cannot
     */
    void spend(@Nullable Object hashed) {
        if (--left < 0) {
            throw tooMuch();
        }
        if (hashed instanceof Collection<?> collection) {
            collection.forEach(this::spend);
        } else if (hashed instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                spend(key);
                spend(value);
            });
        } else if (hashed instanceof Record) {
            RecordShape shape = RecordShape.of(hashed.getClass());
            for (int i = 0; i < shape.size(); i++) {
                spend(shape.get(hashed, i));
            }
        } else if (hashed instanceof Optional<?> optional) {
            optional.ifPresent(this::spend);
        } else if (hashed instanceof ParameterKey key) {
            spendAll(key.parameters());
        }
    }

    /** The same for each of the elements, or for every second one: a map's keys in a flat list of its entries. */
    void spendEach(List<?> elements, int step) {
        for (int i = 0; i < elements.size(); i += step) {
            spend(elements.get(i));
        }
    }

    /** The same for what is hashed element by element, arrays in it too. */
    void spendAll(@Nullable Object[] hashed) {
        if (--left < 0) {
            throw tooMuch();
        }
        for (Object element : hashed) {
            if (element instanceof Object[] nested) {
                spendAll(nested);
            } else {
                spend(element);
            }
        }
    }

    private static KryoException tooMuch() {
        return new KryoException("The same is to be hashed too many times");
    }
}
