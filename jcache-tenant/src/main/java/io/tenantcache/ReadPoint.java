package io.tenantcache;

/**
 * A moment in this JVM, named by its clock and by its order among the changes of what memory holds. What is read of a source as it was
 * then, as in a transaction that began then, may be older than what was invalidated since.
 *
 * <p>Made by {@code io.tenantcache.jcache.TenantCachingProvider.readPoint()}; of no use in another JVM.
 *
 * @param position of the last change of what memory holds; below 0 if the moment is not known
 * @param nanoTime the {@link System#nanoTime()}
 */
public record ReadPoint(long position, long nanoTime) {

    /** A moment of which nothing is known: anything may have changed since. */
    public static final ReadPoint UNKNOWN = new ReadPoint(-1, 0);

    /** Whether it is known. */
    public boolean isKnown() {
        return position >= 0;
    }
}
