package io.tenantcache.it.app.shapes;

/**
 * A source of values that are each unlike all before them, behind a cache or not.
 *
 * @param <T> what is read
 */
public interface Source<T> {

    T find(Long id);
}
