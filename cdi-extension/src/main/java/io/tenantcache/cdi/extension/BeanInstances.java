package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.operation.Instances;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the bean of a class; makes an instance of a class that is no bean. */
final class BeanInstances implements Instances {

    private final BeanManager beans;

    BeanInstances(BeanManager beans) {
        this.beans = beans;
    }

    boolean canGive(Class<?> type) {
        try {
            return bean(type) != null || isConstructible(type);
        } catch (AmbiguousResolutionException several) {
            return false;
        }
    }

    private @Nullable Bean<?> bean(Class<?> type) {
        return ApplicationBeans.of(beans).resolve(type, beans);
    }

    private static boolean isConstructible(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers())
                && Arrays.stream(type.getDeclaredConstructors())
                        .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    @Override
    public <T> T instance(Class<T> type) {
        Bean<?> bean = bean(type);
        return bean == null
                ? construct(type)
                : type.cast(beans.getReference(bean, type, beans.createCreationalContext(bean)));
    }

    private static <T> T construct(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(
                    "Cannot make a " + type.getName() + ". " + DeploymentRule.INSTANTIABLE.remedy(), failure);
        }
    }
}
