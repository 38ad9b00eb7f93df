package io.tenantcache;

import java.io.Serial;
import java.util.Arrays;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** A key made of a method's parameters: equal if they are, arrays by their elements. Immutable as far as they are. */
public final class ParameterKey implements GeneratedCacheKey {

    @Serial
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // as serializable as the parameters are
    private final @Nullable Object[] parameters;

    /** 0 until it is asked for. Never stored: constants of enums hash otherwise in every JVM. */
    private transient int hash;

    private ParameterKey(@Nullable Object[] parameters) {
        this.parameters = parameters;
    }

    /** The key of these parameters; null is one too. */
    public static ParameterKey of(@Nullable Object... parameters) {
        return new ParameterKey(parameters.clone());
    }

    /** A copy of the parameters. */
    public @Nullable Object[] parameters() {
        return parameters.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ParameterKey that
                        && hashCode() == that.hashCode()
                        && Arrays.deepEquals(parameters, that.parameters));
    }

    @Override
    public int hashCode() {
        // One read and one write: a thread that sees neither comes to the same.
        int known = hash;
        if (known == 0) {
            known = Arrays.deepHashCode(parameters);
            hash = known;
        }
        return known;
    }

    /** Parameters are never printed. */
    @Override
    public String toString() {
        return "ParameterKey[" + parameters.length + " parameters]";
    }
}
