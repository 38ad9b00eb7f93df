package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.TenantCacheManager;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interceptors where the platform's stand by their specifications, and the cache among them. */
class InterceptorOrderTest {

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Guarded {}

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface InTransaction {}

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Tolerant {}

    /** What happened, in its order. */
    @ApplicationScoped
    static class Log {
        private final List<String> events = new ArrayList<>();

        void add(String event) {
            events.add(event);
        }

        List<String> take() {
            List<String> taken = List.copyOf(events);
            events.clear();
            return taken;
        }
    }

    /** Where checks of access stand, rate limits too: what comes before all else. */
    @Interceptor
    @Guarded
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 10)
    static class Security {
        @Inject
        Log log;

        @AroundInvoke
        Object intercept(InvocationContext context) throws Exception {
            log.add("checked");
            if (context.getParameters()[0].equals(-1L)) {
                throw new SecurityException("refused");
            }
            return context.proceed();
        }
    }

    /** Where Jakarta Transactions has its interceptors. */
    @Interceptor
    @InTransaction
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
    static class Transactions {
        @Inject
        Log log;

        @Inject
        TenantCacheManager manager;

        @AroundInvoke
        Object intercept(InvocationContext context) throws Exception {
            log.add("begin");
            try {
                return context.proceed();
            } finally {
                boolean cached = manager.getOrCreateCache("rows").containsKey(Contacts.key(context.getParameters()[0]));
                log.add(cached ? "end, cached" : "end, not cached");
            }
        }
    }

    /** Where MicroProfile Fault Tolerance has its interceptor, if nothing else is configured; as its retry does. */
    @Interceptor
    @Tolerant
    @Priority(Interceptor.Priority.PLATFORM_AFTER + 10)
    static class Retries {
        @Inject
        Log log;

        @AroundInvoke
        Object intercept(InvocationContext context) throws Exception {
            try {
                log.add("try");
                return context.proceed();
            } catch (IllegalStateException failure) {
                log.add("retry");
                return context.proceed();
            }
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "rows")
    static class Rows {
        @Inject
        Log log;

        private int failures;

        void fail(int times) {
            failures = times;
        }

        @Guarded
        @InTransaction
        @Tolerant
        @CacheResult
        String find(long id) {
            log.add("call");
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("down");
            }
            return "found";
        }

        @Guarded
        @InTransaction
        @CacheRemove
        void delete(@CacheKey long id) {
            log.add("call");
        }
    }

    private final Application application = Application.configured(
            Map.of("tenantcache.tenancy", "shared"),
            Rows.class,
            Log.class,
            Security.class,
            Transactions.class,
            Retries.class);
    private final Rows rows = application.bean(Rows.class);
    private final Log log = application.bean(Log.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void miss_allAreCalled_andTheValueIsStoredAfterTheTransaction() {
        assertThat(rows.find(1)).isEqualTo("found");
        assertThat(log.take()).containsExactly("checked", "begin", "try", "call", "end, not cached");
    }

    @Test
    void hit_isCheckedAndNoMore() {
        assertThat(rows.find(1)).isEqualTo("found");
        List<String> unused = log.take();
        assertThat(rows.find(1)).isEqualTo("found");
        assertThat(log.take()).containsExactly("checked");
    }

    @Test
    void refused_nothingIsAsked() {
        application.cache("rows").put(Contacts.key(-1L), "secret");
        assertThatThrownBy(() -> rows.find(-1)).isInstanceOf(SecurityException.class);
        assertThat(log.take()).containsExactly("checked");
    }

    @Test
    void retries_areWithinOneLoad() {
        rows.fail(1);
        assertThat(rows.find(1)).isEqualTo("found");
        assertThat(log.take()).containsExactly("checked", "begin", "try", "call", "retry", "call", "end, not cached");
        assertThat(rows.find(1)).isEqualTo("found");
        assertThat(log.take()).containsExactly("checked");
    }

    @Test
    void removal_isAfterTheTransaction() {
        assertThat(rows.find(1)).isEqualTo("found");
        List<String> unused = log.take();
        rows.delete(1);
        assertThat(log.take()).containsExactly("checked", "begin", "call", "end, cached");
        assertThat(application.cache("rows").containsKey(Contacts.key(1L))).isFalse();
    }
}
