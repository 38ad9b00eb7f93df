package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;

/** Where annotations may stand, and what the names, keys and caches then are. */
class BeanShapesTest {

    private static final Map<String, String> SHARED = Map.of("tenantcache.tenancy", "shared");

    @ApplicationScoped
    static class Unnamed {
        @CacheResult
        String find(long id, String... tags) {
            return "found";
        }
    }

    interface Source<T> {
        T find(Long id);
    }

    @CacheDefaults(cacheName = "inherited")
    abstract static class Generic<T> implements Source<T> {
        final AtomicInteger calls = new AtomicInteger();

        @Override
        @CacheResult
        public T find(Long id) {
            calls.incrementAndGet();
            return create(id);
        }

        abstract T create(Long id);

        int calls() {
            return calls.get();
        }
    }

    @ApplicationScoped
    static class Inheriting extends Generic<String> {
        @Override
        String create(Long id) {
            return "inherited " + id;
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "overridden")
    static class Overriding extends Generic<String> {
        @Override
        @CacheResult
        public String find(Long id) {
            return super.find(id);
        }

        @Override
        String create(Long id) {
            return "overridden " + id;
        }
    }

    interface WithDefaults {
        @CacheResult(cacheName = "default-methods")
        @CachePolicy(ttl = "50s")
        default String find(long id) {
            return "found by " + getClass().getName() + System.nanoTime();
        }

        @CacheResult
        default String findUnnamed(long id) {
            return "found";
        }

        @CacheResult(cacheName = "default-methods")
        default String findAnew(long id) {
            return "found";
        }
    }

    @ApplicationScoped
    static class InheritingDefaults implements WithDefaults {
        @Override
        public String findAnew(long id) {
            return "found anew " + System.nanoTime();
        }
    }

    @Stereotype
    @CacheDefaults(cacheName = "stereotyped")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Cached {}

    @Cached
    @ApplicationScoped
    static class Stereotyped {
        @CacheResult
        String find(long id) {
            return "found";
        }
    }

    record OwnKey(String text) implements GeneratedCacheKey {}

    static class Keys implements CacheKeyGenerator {
        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> invocation) {
            Object first = invocation.getKeyParameters()[0].getValue();
            assertThat(invocation.getCacheName()).isEqualTo("customised");
            assertThat(invocation.getTarget()).isInstanceOf(Customised.class);
            if (invocation.getCacheAnnotation() instanceof CachePut) {
                assertThat(invocation.getValueParameter().getValue()).isEqualTo("put");
                assertThat(invocation.getAllParameters()).hasSize(2);
            }
            return new OwnKey("key " + first);
        }
    }

    /** A bean, since it has what only a bean can have. */
    @ApplicationScoped
    static class Resolvers implements CacheResolverFactory {
        @Inject
        CacheManager manager;

        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                    return manager.unwrap(TenantCacheManager.class).getOrCreateCache("chosen");
                }
            };
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            throw new UnsupportedOperationException();
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "customised", cacheKeyGenerator = Keys.class)
    static class Customised {
        @CacheResult
        String find(long id) {
            return "found";
        }

        @CachePut
        void put(long id, @CacheValue String value) {}

        @CacheResult(cacheResolverFactory = Resolvers.class)
        String findElsewhere(long id) {
            return "found elsewhere";
        }

        @CacheRemove(cacheResolverFactory = Resolvers.class)
        void removeElsewhere(long id) {}

        @CachePut(cacheResolverFactory = Resolvers.class)
        void putElsewhere(long id, @CacheValue String value) {}
    }

    @Dependent
    static class Injected {
        @Inject
        @CacheName("typed")
        TenantCache<String, List<Integer>> typed;

        @Inject
        @CacheName("typed")
        Cache<String, List<Integer>> sameTyped;

        @Inject
        @CacheName("lazy")
        Instance<Cache<String, String>> lazy;

        @Inject
        @CacheName("any")
        Cache<?, ?> any;

        @Inject
        TenantCacheManager manager;
    }

    @SessionScoped
    static class Passivating implements Serializable {
        private static final long serialVersionUID = 1L;

        @Inject
        @CacheName("typed")
        @SuppressWarnings("serial") // a client proxy is
        TenantCache<String, String> cache;

        @Inject
        @SuppressWarnings("serial") // a client proxy is
        CacheManager manager;

        @CacheResult(cacheName = "passivating")
        String find(long id) {
            return "found";
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface InTransaction {}

    /** Stands where the platform's interceptor of transactions stands. */
    @Interceptor
    @InTransaction
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
    static class Transactions {
        @Inject
        TenantCacheManager manager;

        @AroundInvoke
        Object intercept(InvocationContext context) throws Exception {
            Object result = context.proceed();
            Transacted target = (Transacted) context.getTarget();
            target.log("committed, cache holds "
                    + manager.getOrCreateCache("transacted").get(Contacts.key(1L)));
            return result;
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "transacted")
    static class Transacted {
        private final List<String> log = new ArrayList<>();

        void log(String event) {
            log.add(event);
        }

        List<String> log() {
            return log;
        }

        @CachePut
        @InTransaction
        void put(long id, @CacheValue String value) {}

        @CacheResult
        @InTransaction
        String find(long id) {
            return "found";
        }
    }

    @Test
    void name_default() {
        try (Application application = Application.configured(SHARED, Unnamed.class)) {
            application.bean(Unnamed.class).find(1, "a");

            String name = Unnamed.class.getName() + ".find(long,[Ljava.lang.String;)";
            assertThat(application.cache(name).get(Contacts.key(1L, new String[] {"a"})))
                    .isEqualTo("found");
        }
    }

    @Test
    void inheritedMethod() {
        try (Application application = Application.configured(SHARED, Inheriting.class)) {
            Source<String> bean = application.bean(Inheriting.class);
            bean.find(1L);
            bean.find(1L);

            assertThat(application.bean(Inheriting.class).calls()).isEqualTo(1);
            assertThat(application.cache("inherited").get(Contacts.key(1L))).isEqualTo("inherited 1");
        }
    }

    @Test
    void overriddenMethod() {
        try (Application application = Application.configured(SHARED, Overriding.class)) {
            Source<String> bean = application.bean(Overriding.class);
            bean.find(1L);
            bean.find(1L);

            assertThat(application.bean(Overriding.class).calls()).isEqualTo(1);
            assertThat(application.cache("overridden").get(Contacts.key(1L))).isEqualTo("overridden 1");
        }
    }

    @Test
    void inheritedDefaultMethod() {
        try (Application application = Application.configured(SHARED, InheritingDefaults.class)) {
            WithDefaults bean = application.bean(InheritingDefaults.class);
            String found = bean.find(1);

            assertThat(bean.find(1)).isEqualTo(found);
            assertThat(application.cache("default-methods").get(Contacts.key(1L)))
                    .isEqualTo(found);
            assertThat(application
                            .cache("default-methods")
                            .getTimeToLive(Contacts.key(1L))
                            .orElseThrow())
                    .as("its policy counts too")
                    .isLessThanOrEqualTo(Duration.ofSeconds(50));
            assertThat(bean.findUnnamed(1)).isEqualTo("found");
            assertThat(application
                            .cache(WithDefaults.class.getName() + ".findUnnamed(long)")
                            .get(Contacts.key(1L)))
                    .isEqualTo("found");
        }
    }

    @Test
    void overriddenDefaultMethod_notCached() {
        try (Application application = Application.configured(SHARED, InheritingDefaults.class)) {
            WithDefaults bean = application.bean(InheritingDefaults.class);

            assertThat(bean.findAnew(1)).startsWith("found anew ").isNotEqualTo(bean.findAnew(1));
            assertThat(application.cache("default-methods").containsKey(Contacts.key(1L)))
                    .isFalse();
        }
    }

    @Test
    void stereotype() {
        try (Application application = Application.configured(SHARED, Stereotyped.class)) {
            application.bean(Stereotyped.class).find(1);

            assertThat(application.cache("stereotyped").get(Contacts.key(1L))).isEqualTo("found");
        }
    }

    @Test
    void ownKeys() {
        try (Application application = Application.configured(SHARED, Customised.class, Resolvers.class)) {
            application.bean(Customised.class).find(1);
            application.bean(Customised.class).put(2, "put");

            assertThat(application.cache("customised").get(new OwnKey("key 1"))).isEqualTo("found");
            assertThat(application.cache("customised").get(new OwnKey("key 2"))).isEqualTo("put");
        }
    }

    @Test
    void ownResolver() {
        try (Application application = Application.configured(SHARED, Customised.class, Resolvers.class)) {
            Customised bean = application.bean(Customised.class);
            bean.findElsewhere(1);

            assertThat(application.cache("chosen").get(new OwnKey("key 1"))).isEqualTo("found elsewhere");
            bean.removeElsewhere(1);
            assertThat(application.cache("chosen").get(new OwnKey("key 1"))).isNull();
        }
    }

    /** The cascade and the tenancy of what is changed count, not those of what is named. */
    @Test
    void ownResolver_cascadeAndTenancy() {
        Map<String, String> settings = Map.of(
                "tenantcache.caches.chosen.tenancy", "shared",
                "tenantcache.caches.derived.tenancy", "shared",
                "tenantcache.cascade.chosen", "derived",
                "tenantcache.caches.unconcerned.tenancy", "per-tenant",
                "tenantcache.cascade.customised", "unconcerned");
        try (Application application = Application.configured(settings, Customised.class, Resolvers.class)) {
            Customised bean = application.bean(Customised.class);
            for (Runnable change :
                    List.<Runnable>of(() -> bean.removeElsewhere(1), () -> bean.putElsewhere(1, "put"))) {
                application.cache("derived").put("k", "derived");
                TenantContext.run(
                        Tenant.of("acme"),
                        () -> application.cache("unconcerned").put("k", "v"));

                change.run();

                assertThat(application.cache("derived").containsKey("k")).isFalse();
                TenantContext.run(
                        Tenant.of("acme"),
                        () -> assertThat(application.cache("unconcerned").containsKey("k"))
                                .isTrue());
            }
            assertThat(application.cache("chosen").get(new OwnKey("key 1"))).isEqualTo("put");
        }
    }

    @Test
    void ownResolver_tenantOfTheChosenCacheIsMissing_beforeTheCall() {
        Map<String, String> settings = Map.of("tenantcache.caches.customised.tenancy", "shared");
        try (Application application = Application.configured(settings, Customised.class, Resolvers.class)) {
            Customised bean = application.bean(Customised.class);
            assertThatThrownBy(() -> bean.removeElsewhere(1)).isInstanceOf(TenantRequiredException.class);
        }
    }

    @Test
    void injectedCaches() {
        try (Application application = Application.configured(SHARED, Injected.class)) {
            Injected bean = application.bean(Injected.class);
            bean.typed.put("key", List.of(1));
            bean.lazy.get().put("key", "value");

            assertThat(bean.sameTyped.get("key")).containsExactly(1);
            assertThat(bean.any.getName()).isEqualTo("any");
            assertThat(bean.manager.getOrCreateCache("lazy").get("key")).isEqualTo("value");
        }
    }

    @Test
    void passivatingBean() {
        try (Application application = Application.configured(SHARED, Passivating.class)) {
            assertThat(application.beanManager().getBeans(Passivating.class)).hasSize(1);
        }
    }

    @Test
    void transaction_cacheChangesAfterIt() {
        try (Application application = Application.configured(SHARED, Transacted.class, Transactions.class)) {
            Transacted bean = application.bean(Transacted.class);
            bean.put(1, "put");

            assertThat(bean.log()).containsExactly("committed, cache holds null");
            assertThat(bean.find(1)).isEqualTo("put");
            assertThat(bean.log()).as("transactions of a hit").hasSize(1);
        }
    }

    @Test
    void twoDeployments() {
        try (Application one = Application.configured(SHARED, Unnamed.class)) {
            TenantCacheManager manager = one.cache("c").getCacheManager();
            try (Application two = Application.configured(SHARED, Stereotyped.class)) {
                two.cache("c").put("key", "of two");
                assertThat(one.cache("c").get("key")).isNull();
            }
            assertThat(manager.isClosed()).isFalse();
            assertThat(one.cache("c").get("key")).isNull();
        }
    }

    @Test
    void end() {
        Application application = Application.configured(SHARED, Unnamed.class);
        TenantCacheManager manager = application.cache("c").getCacheManager();
        assertThat(manager.isClosed()).isFalse();
        application.close();

        assertThat(manager.isClosed()).isTrue();
    }
}
