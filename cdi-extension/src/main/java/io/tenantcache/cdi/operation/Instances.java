package io.tenantcache.cdi.operation;

/** Gives the instance of a class that the application named in an annotation. */
@FunctionalInterface
public interface Instances {

    /**
     * The bean of that type, else a new instance.
     *
     * @throws IllegalStateException if there is neither a bean nor a constructor without parameters
     */
    <T> T instance(Class<T> type);
}
