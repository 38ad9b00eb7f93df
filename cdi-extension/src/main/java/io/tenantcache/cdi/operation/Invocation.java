package io.tenantcache.cdi.operation;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** One call of an intercepted method, on the calling thread. */
public interface Invocation {

    /** The bean's instance; its class may be a subclass that the container made. */
    Object target();

    /** The intercepted method. */
    Method method();

    /** The arguments, in the order of the parameters. */
    @Nullable
    Object[] parameters();

    /**
     * Calls the method; at most once.
     *
     * @throws Exception what the method throws, unchanged
     */
    @Nullable
    Object proceed() throws Exception;

    /** Has {@link #proceed} tell of the method itself, inside of all interceptors; to be said before. */
    void tell(MethodChange change);

    /**
     * Whether {@link #proceed} threw that because limits of the method have refused the call: it says nothing of others who wait for the
     * same key.
     */
    boolean isRefusal(Throwable thrown);
}
