package io.tenantcache.cdi;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.cdi.extension.TenantCacheExtension;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.RedisProcess;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** A deployment of some beans in Weld, with a configuration of its own. */
final class Application implements AutoCloseable {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final ClassLoader loader = new URLClassLoader(new URL[0], before);
    private final SmallRyeConfig config;
    private final WeldContainer container;

    private Application(Map<String, String> settings, List<Extension> others, Class<?>... beans) {
        config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        ConfigProviderResolver.instance().registerConfig(config, loader);
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Weld weld = new Weld(UUID.randomUUID().toString())
                    .disableDiscovery()
                    .addExtension(new TenantCacheExtension())
                    .addBeanClasses(beans);
            others.forEach(weld::addExtension);
            container = weld.initialize();
        } catch (Throwable refused) {
            release();
            throw refused;
        }
    }

    static Application of(Class<?>... beans) {
        return new Application(Map.of(), List.of(), beans);
    }

    static Application configured(Map<String, String> settings, Class<?>... beans) {
        return new Application(settings, List.of(), beans);
    }

    /** With Narayana's transactions. */
    static Application transactional(Map<String, String> settings, Class<?>... beans) {
        return new Application(settings, List.of(new TransactionExtension()), beans);
    }

    /** Those settings and that Redis, for which it waits as long as can be set: the machine may be loaded. */
    static Map<String, String> over(RedisProcess redis, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("tenantcache.redis.address", redis.address().toString());
        all.put("tenantcache.redis.timeout", "5s");
        all.put("tenantcache.redis.read-budget", "5s");
        return all;
    }

    /** This one, once it uses its Redis: one that has just started works from memory until then. */
    Application connected() {
        Managers.connected(bean(TenantCacheManager.class));
        return this;
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    BeanManager beanManager() {
        return container.getBeanManager();
    }

    TenantCache<Object, Object> cache(String name) {
        return bean(TenantCacheManager.class).getOrCreateCache(name);
    }

    @Override
    public void close() {
        container.shutdown();
        release();
    }

    private void release() {
        Thread.currentThread().setContextClassLoader(before);
        ConfigProviderResolver.instance().releaseConfig(config);
    }
}
