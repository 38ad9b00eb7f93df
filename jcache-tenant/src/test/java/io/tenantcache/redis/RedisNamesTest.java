package io.tenantcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.codec.AllowList;
import io.tenantcache.codec.KeyText;
import io.tenantcache.codec.ScopeText;
import io.tenantcache.testing.RandomText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedisNamesTest {

    private static final int CASES = 10_000;

    private record Parts(String prefix, Tenant tenant, String cache, Object key, String version) {}

    private final KeyText keys =
            new KeyText(AllowList.of(List.of(), List.of()), getClass().getClassLoader());

    @Test
    void entry_readable() {
        assertThat(name(new Parts("", Tenant.of("acme"), "conversations", "42", "v1")))
                .isEqualTo("{acme}:conversations:42:v1");
        assertThat(name(new Parts("app", Tenant.SHARED, "rates", "EUR", "v2"))).isEqualTo("app:{*}:rates:EUR:v2");
    }

    @Test
    void entry_distinctPartsHaveDistinctNames() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RandomText texts = new RandomText(random);
        Map<String, Parts> owners = new HashMap<>();
        for (int i = 0; i < CASES; i++) {
            Parts parts = new Parts(texts.next(1), tenant(texts), texts.next(2), key(random, texts), texts.next(1));
            String name = name(parts);
            Parts owner = owners.putIfAbsent(name, parts);
            assertThat(owner == null || owner.equals(parts))
                    .as("seed %d, case %d: %s", seed, i, name)
                    .isTrue();
            assertThat(name).as("seed %d", seed).matches("[\\x21-\\x7e]+");
        }
        assertThat(owners).hasSizeGreaterThan(CASES / 2);
    }

    @Test
    void entry_hashTagIsTheTenants() {
        long seed = System.nanoTime();
        RandomText texts = new RandomText(new Random(seed));
        for (int i = 0; i < CASES; i++) {
            Tenant tenant = tenant(texts);
            String name = name(new Parts(texts.next(2), tenant, texts.next(3), texts.next(3), texts.next(2)));
            int open = name.indexOf('{');
            int close = name.indexOf('}');
            assertThat(name.lastIndexOf('{')).as("seed %d", seed).isEqualTo(open);
            assertThat(name.lastIndexOf('}')).as("seed %d", seed).isEqualTo(close);
            assertThat(RedisNames.toTenant(name.substring(open + 1, close)))
                    .as("seed %d", seed)
                    .isEqualTo(tenant);
            RedisNames names = new RedisNames("");
            assertThat(names.scopes(tenant)).startsWith("{" + RedisNames.tenant(tenant) + "}");
        }
    }

    /** Of keys, caches, tags and everything: in the set of stamps, beside its bookkeeping, and in messages. */
    @Test
    void scopes_distinctOnesHaveDistinctTexts() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RandomText texts = new RandomText(random);
        Map<String, Invalidation.Scope> told = new HashMap<>();
        for (int i = 0; i < CASES; i++) {
            Invalidation.Scope scope = scope(random, texts);
            String text = text(scope);
            Invalidation.Scope owner = told.putIfAbsent(text, scope);
            assertThat(owner == null || owner.equals(scope))
                    .as("seed %d, case %d: %s", seed, i, text)
                    .isTrue();
            // The empty name is a cache's too.
            assertThat(text).as("seed %d", seed).matches("[\\x21-\\x7e]*");
            assertThat(ScopeText.read(text, keys)).as("seed %d", seed).isEqualTo(scope);
            if (!(scope instanceof Invalidation.Key)) {
                String stamped = RedisNames.stamped(scope);
                assertThat(stamped.startsWith("!")).as("seed %d", seed).isEqualTo(stamped.equals("!tenant"));
                assertThat(stamped.equals("!tenant"))
                        .as("seed %d", seed)
                        .isEqualTo(scope instanceof Invalidation.Everything);
            }
        }
        assertThat(told).hasSizeGreaterThan(CASES / 3);
    }

    private String text(Invalidation.Scope scope) {
        return scope instanceof Invalidation.Key key
                ? ScopeText.ofKey(
                        ScopeText.ofCache(key.cache()), keys.encode(key.key()).text())
                : ScopeText.ofWide(scope);
    }

    private static Invalidation.Scope scope(Random random, RandomText texts) {
        String cache = texts.next(2);
        String part = texts.next(2);
        return switch (random.nextInt(20)) {
            case 0 -> new Invalidation.Everything();
            case 1, 2, 3, 4 -> new Invalidation.Cache(cache);
            case 5, 6, 7, 8 -> new Invalidation.Key(cache, part);
            default -> part.isBlank() ? new Invalidation.Cache(cache) : new Invalidation.Tag(cache, part);
        };
    }

    private String name(Parts parts) {
        String scope = ScopeText.ofKey(
                RedisNames.region(parts.cache()), keys.encode(parts.key()).text());
        return new RedisNames(parts.prefix()).entry(parts.tenant(), scope, parts.version());
    }

    private static Tenant tenant(RandomText texts) {
        String id = texts.next(2);
        return id.isBlank() ? Tenant.SHARED : Tenant.of(id);
    }

    private static Object key(Random random, RandomText texts) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(5);
            case 1 -> (long) random.nextInt(5);
            case 2 -> List.of(texts.next(1), texts.next(1));
            default -> texts.next(3);
        };
    }
}
