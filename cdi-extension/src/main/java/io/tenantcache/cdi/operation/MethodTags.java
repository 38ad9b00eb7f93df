package io.tenantcache.cdi.operation;

import java.util.List;

/** Says which tags a method gives or outdates. */
@FunctionalInterface
public interface MethodTags {

    /** Those of that method, as they are written. */
    List<String> of(CachedMethod method);
}
