package io.tenantcache.redis;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.codec.DecodingException;
import io.tenantcache.codec.KeyText;
import io.tenantcache.codec.ScopeText;
import io.tenantcache.store.Change;
import io.tenantcache.store.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes are told, in parts that are parted by spaces:
 *
 * <pre>
 * 1 change tenant generation position position-before node scope...
 * 1 wake tenant scope...
 * 1 beat node number
 * 1 beat node number sharded
 * </pre>
 *
 * A scope is a {@link ScopeText}. The log of a tenant holds the messages of its changes.
 */
sealed interface Message {

    /** The end of a beat. */
    String SHARDED = " sharded";

    /** A change of entries. */
    record Changed(Change change) implements Message {}

    /** The leases of those keys were given up. */
    record Wake(Tenant tenant, List<Invalidation.Scope> keys) implements Message {}

    /**
     * A node's beat.
     *
     * @param hearsShards whether that node hears sharded channels too
     */
    record Beat(String node, long sentAt, boolean hearsShards) implements Message {}

    /** The text of a beat. A node of a release without sharded channels reads it too. */
    static String beat(String node, long sentAt, boolean hearsShards) {
        return "1 beat " + node + " " + sentAt + (hearsShards ? SHARDED : "");
    }

    /**
     * Reads a message.
     *
     * @param own this node
     * @param keysOf the keys of a cache that is open here, by name; null for others, which hold nothing here
     * @return null if it is none: its format is unknown, or it was not sent by one of us
     */
    static @Nullable Message parse(String text, String own, Function<String, @Nullable KeyText> keysOf) {
        String[] parts = text.split(" ", -1);
        if (parts.length < 4 || !parts[0].equals("1")) {
            return null;
        }
        try {
            return switch (parts[1]) {
                case "change" -> changed(parts, own, keysOf);
                case "wake" -> new Wake(RedisNames.toTenant(parts[2]), scopes(parts, 3, keysOf));
                case "beat" -> new Beat(parts[2], Long.parseLong(parts[3]), text.endsWith(SHARDED));
                default -> null;
            };
        } catch (IllegalArgumentException | DecodingException e) {
            return null;
        }
    }

    private static @Nullable Message changed(String[] parts, String own, Function<String, @Nullable KeyText> keysOf) {
        if (parts.length < 8) {
            return null;
        }
        var at = new LogPosition(Long.parseLong(parts[3]), Long.parseLong(parts[4]));
        return new Changed(new Change(
                RedisNames.toTenant(parts[2]),
                at,
                Long.parseLong(parts[5]),
                scopes(parts, 7, keysOf),
                parts[6].equals(own)));
    }

    private static List<Invalidation.Scope> scopes(
            String[] parts, int first, Function<String, @Nullable KeyText> keysOf) {
        List<Invalidation.Scope> scopes = new ArrayList<>(parts.length - first);
        for (int i = first; i < parts.length; i++) {
            String cache = ScopeText.cacheOf(parts[i]);
            KeyText keys = cache == null ? null : keysOf.apply(cache);
            if (cache == null || keys != null) {
                scopes.add(ScopeText.read(parts[i], keys));
            }
        }
        return scopes;
    }
}
