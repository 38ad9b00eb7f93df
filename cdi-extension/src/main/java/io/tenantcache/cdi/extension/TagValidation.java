package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.cdi.operation.MethodDeclaration;
import io.tenantcache.cdi.operation.Property;
import io.tenantcache.cdi.operation.ResolvedType;
import io.tenantcache.cdi.operation.TagTemplate;
import io.tenantcache.cdi.operation.TagTemplate.Reference;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;

/** Checks the tags of methods: a mistyped one would leave stale entries behind, without a sign. */
final class TagValidation {

    private static final Logger LOG = System.getLogger(TagValidation.class.getName());

    private final Problems problems;
    private final TagSettings settings;

    TagValidation(Problems problems, TagSettings settings) {
        this.problems = problems;
        this.settings = settings;
    }

    void check(DeployedMethods methods) {
        methods.declarations().forEach(this::checkAnnotations);
        List<CachedMethod> cached = methods.cachedMethods();
        cached.forEach(this::checkSettings);
        settings.unused(cached)
                .forEach(setting -> LOG.log(
                        Level.WARNING,
                        DeploymentRule.TAGS_IN_USE.message(setting, "has no effect: no method takes it")));
    }

    private void checkSettings(CachedMethod method) {
        settings.settingOf(method)
                .ifPresent(setting -> settings.of(method)
                        .forEach(tag -> fault(method, tag)
                                .ifPresent(fault -> problems.add(
                                        DeploymentRule.CONFIGURED_TAG,
                                        method,
                                        "cannot make the tag \"" + tag + "\" of " + setting + ", which " + fault))));
    }

    private void checkAnnotations(MethodDeclaration declaration) {
        if (declaration.tags().isEmpty()) {
            return;
        }
        Optional<CachedMethod> cached = CachedMethod.of(declaration);
        if (cached.isEmpty()) {
            problems.add(
                    DeploymentRule.TAGGED_METHOD,
                    declaration.beanSignature(),
                    "carries @CacheTag without a caching annotation");
        } else if (cached.get().getCacheAnnotation() instanceof CacheRemoveAll) {
            problems.add(DeploymentRule.TAGGED_METHOD, cached.get(), "carries @CacheTag");
        } else {
            declaration.tags().forEach(tag -> checkAnnotation(cached.get(), tag));
        }
    }

    private void checkAnnotation(CachedMethod method, String tag) {
        fault(method, tag)
                .ifPresent(fault -> problems.add(
                        DeploymentRule.TAG_TEMPLATE, method, "has the tag \"" + tag + "\", which " + fault));
    }

    /** Why the method cannot make that tag, a phrase; empty if it can. */
    private static Optional<String> fault(CachedMethod method, String tag) {
        try {
            TagTemplate.of(tag, method.getMethod()).references().forEach(reference -> check(method, reference));
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
    }

    private static void check(CachedMethod method, Reference reference) {
        checkPath(root(method, reference), reference);
    }

    /**
     * Checks that what a template asks for is there, and has a text.
     *
     * @throws IllegalArgumentException if not; the message is a phrase
     */
    static void checkPath(ResolvedType root, Reference reference) {
        ResolvedType type = root;
        for (String name : reference.path()) {
            Class<?> owner = type.raw();
            Property property = Property.of(owner, name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "asks for the property '" + name + "' that " + owner.getName() + " does not have"));
            type = type.member(property.type(), property.owner()).content();
        }
        if (!hasText(type.raw())) {
            throw new IllegalArgumentException(
                    "takes a " + type.raw().getTypeName() + ", which has no text of its own");
        }
    }

    private static ResolvedType root(CachedMethod method, Reference reference) {
        if (reference.position() == Reference.STORED) {
            if (method.getCacheAnnotation() instanceof CacheRemove) {
                throw new IllegalArgumentException("asks for the result, though nothing is stored");
            }
            return stored(method);
        }
        Type parameter = method.getMethod().getGenericParameterTypes()[reference.position()];
        return ResolvedType.of(parameter, method.declaration().beanClass()).content();
    }

    /** The type of what the method stores. */
    static ResolvedType stored(CachedMethod method) {
        int value = method.valuePosition();
        if (value < 0) {
            return method.result().content();
        }
        Type type = method.getMethod().getGenericParameterTypes()[value];
        return ResolvedType.of(type, method.declaration().beanClass()).content();
    }

    private static boolean hasText(Class<?> type) {
        if (type.isArray() || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return false;
        }
        try {
            return type.isInterface() || type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException impossible) {
            return false;
        }
    }
}
