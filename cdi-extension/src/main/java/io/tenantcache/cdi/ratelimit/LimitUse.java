package io.tenantcache.cdi.ratelimit;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.cdi.operation.TagTemplate;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * A limit as one method takes it.
 *
 * @param endpoint the method, told apart from all others
 * @param key what else it is counted apart for; null if there is nothing
 */
record LimitUse(NamedLimit limit, String endpoint, @Nullable TagTemplate key) {

    static LimitUse of(LimitedMethod method, RateLimited said, NamedLimit limit) {
        String endpoint = method.beanClass().getName() + "." + method.method().getName()
                + MethodType.methodType(void.class, method.method().getParameterTypes());
        return new LimitUse(limit, endpoint, said.key().isEmpty() ? null : TagTemplate.of(said.key(), method.method()));
    }
}
