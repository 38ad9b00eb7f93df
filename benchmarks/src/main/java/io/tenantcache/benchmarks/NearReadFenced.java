package io.tenantcache.benchmarks;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import io.tenantcache.TenantContext;
import io.tenantcache.cdi.CacheInvalidator;
import io.tenantcache.cdi.extension.TenantCacheExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionManager;
import java.util.UUID;
import javax.cache.annotation.CacheResult;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A near hit of an intercepted method, and what the look for the thread's transaction costs it. */
@State(Scope.Thread)
@OperationsPerInvocation(Comparison.KEYS)
public class NearReadFenced extends Comparison {

    /** Where the call stands. */
    public enum Standing {
        /** There are no transactions: nothing is looked for. */
        NO_TRANSACTIONS,
        /** This thread works in none. */
        OUTSIDE,
        /** In one that has changed nothing. */
        IN_ONE,
        /** In one that has changed another key of the cache. */
        IN_ONE_WITH_CHANGES
    }

    /** The intercepted bean, and the same without a cache. */
    @ApplicationScoped
    public static class Rows {

        /** What is cached. */
        @CacheResult(cacheName = "rows")
        public String find(String key) {
            return key;
        }

        /** What a call of a bean costs. */
        public String plain(String key) {
            return key;
        }
    }

    /** Where the calls stand. */
    @Param
    @SuppressWarnings("NullAway.Init") // by JMH
    public Standing standing;

    @SuppressWarnings("NullAway.Init") // in the setup
    private WeldContainer container;

    @SuppressWarnings("NullAway.Init") // in the setup
    private Rows rows;

    /** Deploys the bean, and fills its cache. */
    @Setup
    public void deploy() throws Exception {
        // One tenant has half of the room at the most.
        System.setProperty("tenantcache.near.max-entries", "10000");
        Weld weld = new Weld(UUID.randomUUID().toString())
                .disableDiscovery()
                .addExtension(new TenantCacheExtension())
                .addBeanClasses(Rows.class);
        if (standing != Standing.NO_TRANSACTIONS) {
            weld.addExtension(new TransactionExtension());
        }
        container = weld.initialize();
        rows = container.select(Rows.class).get();
        CacheInvalidator invalidator = container.select(CacheInvalidator.class).get();
        TenantContext.run(TenantCaches.ACME, () -> {
            for (String key : keys()) {
                rows.find(key);
            }
        });
        if (standing.compareTo(Standing.IN_ONE) >= 0) {
            container.select(TransactionManager.class).get().begin();
        }
        if (standing == Standing.IN_ONE_WITH_CHANGES) {
            TenantContext.run(TenantCaches.ACME, () -> invalidator.key("rows", "another"));
        }
    }

    /** Ends the transaction and the application. */
    @TearDown
    public void end() throws Exception {
        if (standing.compareTo(Standing.IN_ONE) >= 0) {
            container.select(TransactionManager.class).get().rollback();
        }
        container.shutdown();
    }

    /** The cached method. */
    @Benchmark
    public void cached(Blackhole blackhole) {
        TenantContext.run(TenantCaches.ACME, () -> {
            for (String key : keys()) {
                blackhole.consume(rows.find(key));
            }
        });
    }

    /** A method of the same bean that is not intercepted. */
    @Benchmark
    public void plain(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(rows.plain(key));
        }
    }
}
