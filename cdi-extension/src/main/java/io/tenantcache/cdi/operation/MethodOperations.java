package io.tenantcache.cdi.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** The operations of all intercepted methods of a deployment; each is made when its method is first called. */
public final class MethodOperations implements CacheOperation {

    private static final Logger LOG = System.getLogger(MethodOperations.class.getName());

    private final ConcurrentMap<TargetMethod, CacheOperation> operations = new ConcurrentHashMap<>();
    private final Declarations declarations;
    private final DeployedCaches caches;
    private final Invalidations invalidations;
    private final MethodTags tags;
    private final Instances instances;
    private final CacheFailures failures = new CacheFailures();

    /** What the container announced of the beans' methods. */
    @FunctionalInterface
    public interface Declarations {

        /** The declaration of that method for an instance of that class, which may be a proxy's. */
        Optional<MethodDeclaration> of(Class<?> targetClass, Method method);
    }

    private record TargetMethod(Class<?> targetClass, Method method) {}

    /** The operations of the methods declared there. */
    public MethodOperations(
            Declarations declarations,
            DeployedCaches caches,
            Invalidations invalidations,
            MethodTags tags,
            Instances instances) {
        this.declarations = declarations;
        this.caches = caches;
        this.invalidations = invalidations;
        this.tags = tags;
        this.instances = instances;
    }

    @Override
    public @Nullable Object apply(Invocation invocation) throws Exception {
        TargetMethod target = new TargetMethod(invocation.target().getClass(), invocation.method());
        CacheOperation known = operations.get(target);
        CacheOperation operation = known != null ? known : operations.computeIfAbsent(target, this::create);
        return operation.apply(invocation);
    }

    private CacheOperation create(TargetMethod target) {
        Method method = target.method();
        // Not announced: a bean that an InterceptionFactory has made.
        MethodDeclaration declaration = declarations
                .of(target.targetClass(), method)
                .orElseGet(() -> MethodDeclaration.compiled(method.getDeclaringClass(), method));
        return CachedMethod.of(declaration).map(this::create).orElseGet(() -> uncached(declaration));
    }

    private CacheOperation create(CachedMethod method) {
        MethodParts parts = new MethodParts(
                new MethodKeys(method, instances),
                MethodCache.ofValues(method, caches, instances),
                new MethodOptions(method, tags.of(method), instances),
                caches,
                failures);
        Annotation annotation = method.getCacheAnnotation();
        if (annotation instanceof CacheResult && method.completion() == Completion.STAGE) {
            KeptStageFailures kept = keptFailures(method)
                    .map(kinds -> new KeptStageFailures(method, parts, kinds))
                    .orElse(null);
            return invalidations.hiding(method, parts, new StageOperation(method, parts, invalidations, kept));
        }
        if (annotation instanceof CacheResult) {
            KeptFailures kept = keptFailures(method).orElse(null);
            return invalidations.hiding(method, parts, new ResultOperation(method, parts, invalidations, kept));
        }
        return new ChangeOperation(method, change(method, parts, annotation), parts, invalidations);
    }

    private Optional<KeptFailures> keptFailures(CachedMethod method) {
        return method.exceptionCacheName()
                .map(name -> new KeptFailures(
                        method, MethodCache.ofFailures(method, name, caches, instances), caches, failures));
    }

    private Change change(CachedMethod method, MethodParts parts, Annotation annotation) {
        if (annotation instanceof CachePut) {
            return new PutChange(method, parts);
        }
        return new RemoveChange(
                method, parts, annotation instanceof CacheRemove ? RemoveChange.Extent.KEY : RemoveChange.Extent.CACHE);
    }

    private static CacheOperation uncached(MethodDeclaration declaration) {
        LOG.log(
                Level.WARNING,
                () -> declaration.beanSignature() + " is intercepted for a cache, but carries no caching annotation"
                        + " itself: it is called without a cache. Put the annotation on the method");
        return Invocation::proceed;
    }
}
