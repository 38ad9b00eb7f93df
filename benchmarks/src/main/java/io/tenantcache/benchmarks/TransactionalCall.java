package io.tenantcache.benchmarks;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import io.tenantcache.cdi.extension.TenantCacheExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a method with {@code @Transactional} costs with and without the caches, which take the time of its call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TransactionalCall {

    /** A bean with an empty method. */
    @ApplicationScoped
    public static class Work {

        /** In a transaction of its own, which is committed. */
        @Transactional
        public int inTransaction() {
            return 1;
        }
    }

    /** Whether the caches are deployed. */
    @Param({"false", "true"})
    public boolean withCaches;

    @SuppressWarnings("NullAway.Init") // in the setup
    private WeldContainer container;

    @SuppressWarnings("NullAway.Init") // in the setup
    private Work work;

    /** Deploys the bean. */
    @Setup
    public void deploy() {
        Weld weld = new Weld(UUID.randomUUID().toString())
                .disableDiscovery()
                .addExtension(new TransactionExtension())
                .addBeanClasses(Work.class);
        if (withCaches) {
            weld.addExtension(new TenantCacheExtension());
        }
        container = weld.initialize();
        work = container.select(Work.class).get();
    }

    /** Ends the application. */
    @TearDown
    public void end() {
        container.shutdown();
    }

    /** The intercepted method. */
    @Benchmark
    public int call() {
        return work.inTransaction();
    }
}
