package io.tenantcache.cdi.operation;

import org.jspecify.annotations.Nullable;

/**
 * A load of a key, of whichever kind: what it answers with may be a value, which may be null, or a stage, which may not.
 *
 * @param <V> what it answers with
 * @param <X> what it throws
 */
@FunctionalInterface
interface KeyLoad<V extends @Nullable Object, X extends Exception> {

    V load(Object key) throws X;
}
