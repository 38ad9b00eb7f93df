package io.tenantcache.it.app.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.cache.annotation.CacheResult;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Reads that another interceptor stands around too. */
@ApplicationScoped
public class Reports {

    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    /** Refused by the transaction's interceptor where there is no transaction. */
    @CacheResult(cacheName = "reports-in-transaction")
    @Transactional(TxType.MANDATORY)
    public String inTransaction(String id) {
        return UUID.randomUUID().toString();
    }

    /** Succeeds with the third call of an id. */
    @CacheResult(cacheName = "reports-retried")
    @Retry(maxRetries = 2, delay = 0, jitter = 0)
    public String retried(String id) {
        int call = count(id);
        if (call < 3) {
            throw new IllegalStateException("Call " + call);
        }
        return "call " + call;
    }

    /** Takes longer than it may with the first call of an id. */
    @CacheResult(cacheName = "reports-timed")
    @Timeout(2_000)
    public String timed(String id) throws InterruptedException {
        int call = count(id);
        if (call == 1) {
            new CountDownLatch(1).await();
        }
        return "call " + call;
    }

    private int count(String id) {
        return calls.merge(id, 1, Integer::sum);
    }
}
