package io.tenantcache.testing;

import static java.util.Objects.requireNonNull;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantResolver;
import io.tenantcache.config.TenantCacheConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.redisson.api.RedissonClient;

/** Two nodes over one Redis: with each test they are new, and it is empty. */
public final class NodePair implements BeforeEachCallback, AfterEachCallback {

    private final TenantCacheConfig config;
    private final TenantResolver resolver;
    private @Nullable TenantCacheManager here;
    private @Nullable TenantCacheManager there;

    /** Of that configuration; none but what is bound to a thread tells the tenant. */
    public NodePair(TenantCacheConfig config) {
        this(config, Optional::empty);
    }

    /** Of that configuration, which names a Redis. */
    public NodePair(TenantCacheConfig config, TenantResolver resolver) {
        this.config = config;
        this.resolver = resolver;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        here = Managers.open("here", config, resolver);
        there = Managers.open("there", config, resolver);
        client().getKeys().flushall();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        here().close();
        there().close();
    }

    public TenantCacheManager here() {
        return requireNonNull(here);
    }

    public TenantCacheManager there() {
        return requireNonNull(there);
    }

    /** A third node like them, which its caller closes. */
    public TenantCacheManager another() {
        return Managers.open("another", config, resolver);
    }

    /** What sees Redis as the second node does. */
    public RedissonClient client() {
        return there().unwrap(RedissonClient.class);
    }
}
