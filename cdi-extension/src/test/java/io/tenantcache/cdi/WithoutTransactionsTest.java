package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.testing.PartOfClassPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLClassLoader;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import javax.naming.spi.InitialContextFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications where there are no transactions: no API, no naming service, or one that fails. */
class WithoutTransactionsTest {

    /** A bean that reads and changes. */
    @ApplicationScoped
    public static class Rows {

        private final AtomicInteger calls = new AtomicInteger();

        /** Tells the number of the call. */
        @CacheResult(cacheName = "rows")
        public int find(long id) {
            return calls.incrementAndGet();
        }

        /** Outdates what was found. */
        @CacheRemove(cacheName = "rows")
        public void delete(long id) {}
    }

    /** What runs in that class loader. */
    public static final class Inside {

        private Inside() {}

        /** Reads, and invalidates in each way: what each read has found, in their order. */
        public static String use() throws Exception {
            try (Application application = Application.configured(Map.of(), Rows.class)) {
                Rows rows = application.bean(Rows.class);
                CacheInvalidator invalidator = application.bean(CacheInvalidator.class);
                return TenantContext.call(Tenant.of("acme"), () -> {
                    StringBuilder found = new StringBuilder();
                    found.append(rows.find(1)).append(rows.find(1));
                    rows.delete(1);
                    found.append(rows.find(1));
                    assertThat(invalidator.updated("rows", 1L).effect()).isEqualTo(Invalidated.Effect.AT_ONCE);
                    found.append(rows.find(1));
                    invalidator.queued().updated("rows", 1L).join();
                    return found.append(rows.find(1)).append(rows.find(1)).toString();
                });
            }
        }
    }

    /** A naming service that has nothing to give. */
    public static final class FailingNames implements InitialContextFactory {

        static final AtomicInteger ASKED = new AtomicInteger();

        /** A factory, as the JDK makes it. */
        public FailingNames() {}

        @Override
        public Context getInitialContext(@Nullable Hashtable<?, ?> environment) throws NamingException {
            ASKED.incrementAndGet();
            throw new NamingException("out of order");
        }
    }

    @AfterEach
    void reset() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    }

    @Test
    void withoutTheApi() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader isolated = PartOfClassPath.of(
                jar -> !jar.contains("transaction") && !jar.contains("jta") && !jar.contains("jakartaee"))) {
            Thread.currentThread().setContextClassLoader(isolated);
            assertThatThrownBy(() -> isolated.loadClass("jakarta.transaction.TransactionSynchronizationRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(isolated.loadClass(Inside.class.getName())
                            .getMethod("use")
                            .invoke(null))
                    .isEqualTo("112344");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    @SuppressWarnings("BanJNDI") // the name is a constant
    void withoutANamingService() throws Exception {
        assertThatThrownBy(() -> new InitialContext().lookup("java:comp/any"))
                .isInstanceOf(NoInitialContextException.class);
        assertThat(Inside.use()).isEqualTo("112344");
    }

    @Test
    void namingServiceFails() throws Exception {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, FailingNames.class.getName());
        int before = FailingNames.ASKED.get();

        assertThat(Inside.use()).isEqualTo("112344");
        assertThat(FailingNames.ASKED.get())
                .as("asked again by each change: it may come up")
                .isGreaterThan(before + 1);
    }
}
