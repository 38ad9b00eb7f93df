package io.tenantcache.model;

import io.tenantcache.testing.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Keys and values, some of which can be changed by whoever holds them. */
final class ModelValues {

    private static final int KEYS = 5;
    private static final int VALUES = 4;

    private ModelValues() {}

    /** All keys that there are, made anew. */
    static List<Object> keys() {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            keys.add(key(i));
        }
        return keys;
    }

    /** One of the few keys. */
    static Object key(Random random) {
        return key(random.nextInt(KEYS));
    }

    private static Object key(int number) {
        return switch (number) {
            case 0 -> "k:0 %";
            case 1 -> 7;
            case 2 -> "";
            case 3 -> new Person("key", new ArrayList<>(List.of("a")));
            default -> List.of("k", 3);
        };
    }

    /** One of the few values, mutable or not. */
    static Object value(Random random) {
        int number = random.nextInt(VALUES);
        return number % 2 == 0 ? person(number) : "v" + number;
    }

    private static Person person(int number) {
        return new Person("p" + number, new ArrayList<>(List.of("tag")));
    }

    /** A value of the caller's own. */
    static Object copy(Object value) {
        return value instanceof Person person ? person.copy() : value;
    }

    /** Spoils what can be changed. */
    static void spoil(Object value) {
        if (value instanceof Person person) {
            person.rename("spoilt");
        }
    }
}
