package io.tenantcache.cdi.extension;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.CacheName;
import io.tenantcache.cdi.InvalidationEvent;
import io.tenantcache.cdi.interceptor.CachePutInterceptor;
import io.tenantcache.cdi.interceptor.CachePutMethodInterceptor;
import io.tenantcache.cdi.interceptor.CacheRemoveAllInterceptor;
import io.tenantcache.cdi.interceptor.CacheRemoveAllMethodInterceptor;
import io.tenantcache.cdi.interceptor.CacheRemoveInterceptor;
import io.tenantcache.cdi.interceptor.CacheRemoveMethodInterceptor;
import io.tenantcache.cdi.interceptor.CacheResultInterceptor;
import io.tenantcache.cdi.interceptor.CacheResultMethodInterceptor;
import io.tenantcache.cdi.interceptor.RateLimitedInterceptor;
import io.tenantcache.cdi.interceptor.RateLimitedSeveralInterceptor;
import io.tenantcache.cdi.interceptor.RateLimitedSeveralSourceInterceptor;
import io.tenantcache.cdi.interceptor.RateLimitedSourceInterceptor;
import io.tenantcache.cdi.operation.CachingAnnotation;
import io.tenantcache.cdi.operation.OwnChanges;
import io.tenantcache.cdi.tenant.RequestSnapshot;
import io.tenantcache.config.TenantCacheConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Registers the caching interceptors and the injectable caches in a CDI container, and validates the deployment. The
 * container makes one for each deployment; nothing is shared between two.
 */
public class TenantCacheExtension implements Extension {

    private static final List<Class<?>> INTERCEPTORS = List.of(
            CacheResultInterceptor.class,
            CachePutInterceptor.class,
            CacheRemoveInterceptor.class,
            CacheRemoveAllInterceptor.class,
            CacheResultMethodInterceptor.class,
            CachePutMethodInterceptor.class,
            CacheRemoveMethodInterceptor.class,
            CacheRemoveAllMethodInterceptor.class,
            RateLimitedInterceptor.class,
            RateLimitedSeveralInterceptor.class,
            RateLimitedSourceInterceptor.class,
            RateLimitedSeveralSourceInterceptor.class);

    private final ClassLoader loader = applicationLoader();
    private final AllowedPackages allowed = new AllowedPackages(TenantCacheExtension.class.getClassLoader());
    private final ApplicationBeans applicationBeans = new ApplicationBeans();
    private final DeployedMethods methods = new DeployedMethods();
    private final RateLimits limits = new RateLimits();
    private final InjectedCaches injected = new InjectedCaches();
    private final EventObservation observation = new EventObservation();
    private final DeployedTransactions transactions = new DeployedTransactions(OptionalApis.OF_THE_SERVER);
    private final Monitoring monitoring = new Monitoring(OptionalApis.OF_THE_SERVER);
    private @Nullable DeploymentSettings settings;
    private boolean valid;
    private @Nullable Deployment deployment;

    private static ClassLoader applicationLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : TenantCacheExtension.class.getClassLoader();
    }

    void registerInterceptors(@Observes BeforeBeanDiscovery event) {
        for (Class<? extends Annotation> binding : CachingAnnotation.TYPES) {
            // The members are marked with javax.enterprise.util.Nonbinding, which says nothing to a Jakarta container.
            event.configureInterceptorBinding(binding)
                    .methods()
                    .forEach(member -> member.add(Nonbinding.Literal.INSTANCE));
        }
        INTERCEPTORS.forEach(type -> event.addAnnotatedType(type, type.getName()));
        event.addAnnotatedType(RequestSnapshot.class, RequestSnapshot.class.getName());
        limits.addTypes(event);
        transactions.addTypes(event);
        monitoring.addTypes(event);
    }

    void vetoInterceptors(@Observes @WithAnnotations(Interceptor.class) ProcessAnnotatedType<?> event) {
        if (ServerCaching.isInterceptor(event.getAnnotatedType())) {
            event.veto();
        }
    }

    void vetoProducers(@Observes @WithAnnotations(Produces.class) ProcessAnnotatedType<?> event) {
        if (ServerCaching.isProducer(event.getAnnotatedType())) {
            event.veto();
        }
    }

    void collectBean(@Observes ProcessManagedBean<?> event, BeanManager beans) {
        if (event.getBean() instanceof jakarta.enterprise.inject.spi.Interceptor) {
            return;
        }
        allowed.addBean(event.getBean().getBeanClass());
        methods.add(event.getAnnotatedBeanClass(), beans);
        limits.methods().add(event.getAnnotatedBeanClass(), beans);
    }

    void collectApplicationBean(@Observes ProcessBean<?> event) {
        applicationBeans.add(event.getBean(), event.getAnnotated());
    }

    ApplicationBeans applicationBeans() {
        return applicationBeans;
    }

    void collectInjectionPoint(@Observes ProcessInjectionPoint<?, ?> event) {
        injected.add(event.getInjectionPoint());
    }

    void collectObserver(@Observes ProcessObserverMethod<InvalidationEvent, ?> event) {
        observation.add(event);
    }

    void registerBeans(@Observes AfterBeanDiscovery event, BeanManager beans) {
        DeploymentSettings loaded = DeploymentSettings.load(loader, methods.cachedMethods(), limits.methods());
        settings = loaded;
        if (loaded.isValid()) {
            loaded.tenantSources(beans).register(event);
            limits.addBeans(event, beans, loaded.limits());
        }
        transactions.addBeans(event, beans);
        monitoring.addBeans(event, loaded.monitoring(), this::managerIfOpen);
        CacheBeans cacheBeans = new CacheBeans(event, () -> deployment(beans));
        cacheBeans.addAll();
        injected.names().forEach(name -> cacheBeans.addCache(new CacheName.Literal(name), injected.types(name)));
    }

    void validate(@Observes AfterDeploymentValidation event, BeanManager beans) {
        Problems problems = new Problems();
        new DeploymentValidation(problems, beans).check(settings(), methods, injected);
        observation.check(problems);
        monitoring.check(settings().monitoring(), problems);
        limits.check(settings().limits(), beans, problems);
        problems.reportTo(event);
        valid = problems.isEmpty();
    }

    /**
     * Opens the caches with the application rather than with its first request, so that it does not wait for Redis. A strict check
     * of health needs them in any case: nobody asks an application for anything that is not ready.
     */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event, BeanManager beans) {
        if (!methods.cachedMethods().isEmpty()
                || !injected.names().isEmpty()
                || !limits.methods().all().isEmpty()
                || settings().monitoring().strictHealth()) {
            deployment(beans).manager();
        }
    }

    synchronized void end(@Observes BeforeShutdown event) {
        monitoring.end();
        if (deployment != null) {
            deployment.end();
        }
        LinkedRecords.forget();
    }

    /** Made no earlier than it is used: resolvers of the application are beans, which exist after the validation only. */
    private synchronized Deployment deployment(BeanManager beans) {
        Deployment made = deployment;
        if (made == null) {
            if (!valid) {
                throw new IllegalStateException("The caches are used before the deployment was validated");
            }
            TenantCacheConfig config = settings().config(patterns());
            TenantResolver resolver = settings().tenantSources(beans).chain();
            OwnChanges own = transactions.own(beans);
            OpenManager manager = new OpenManager(
                    loader, config, resolver, own, opened -> monitoring.start(opened, config.metrics(), beans));
            Deployment.Parts parts = new Deployment.Parts(
                    methods,
                    settings().tags(),
                    observation,
                    own,
                    (limiter, threads) -> limits.limiter(settings().limits(), resolver, limiter, threads, beans));
            made = Deployment.of(manager, config, resolver, parts, beans);
            deployment = made;
        }
        return made;
    }

    private DeploymentSettings settings() {
        if (settings == null) {
            throw new IllegalStateException("The settings are used before the beans were discovered");
        }
        return settings;
    }

    private synchronized Optional<TenantCacheManager> managerIfOpen() {
        return deployment == null ? Optional.empty() : deployment.managerIfOpen();
    }

    private List<String> patterns() {
        methods.cachedMethods().forEach(allowed::addMethod);
        injected.names().forEach(name -> injected.types(name).forEach(type -> allowed.add(type, Object.class)));
        return allowed.patterns();
    }
}
