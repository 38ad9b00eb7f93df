package io.tenantcache.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map as a list in which its keys and values take turns. */
final class FlatEntries {

    private FlatEntries() {}

    static List<@Nullable Object> of(Map<?, ?> map) {
        List<@Nullable Object> flat = new ArrayList<>();
        map.forEach((key, value) -> {
            flat.add(key);
            flat.add(value);
        });
        return flat;
    }

    /** Puts them into the map, and returns it. */
    static <M extends Map<@Nullable Object, @Nullable Object>> M into(M map, List<@Nullable Object> flat) {
        if (flat.size() % 2 != 0) {
            throw new DecodingException("A key has no value", null);
        }
        for (int i = 0; i < flat.size(); i += 2) {
            map.put(flat.get(i), flat.get(i + 1));
        }
        return map;
    }
}
