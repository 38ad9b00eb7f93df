package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.CacheTrace;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.Tier;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.NodePair;
import io.tenantcache.testing.RedisProcess;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TieredAbsenceTest extends AbsenceContract {

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    @RegisterExtension
    private final NodePair nodes = new NodePair(Configs.patient(redis.address()).build());

    @Override
    TenantCacheManager manager() {
        return nodes.here();
    }

    @Test
    void otherNode_knowsIt_andKeepsItNear() {
        TenantCache<String, String> here = cache(LONG);
        TenantCache<String, String> there = nodes.there().createCache("c", configured(LONG));
        AtomicInteger loads = new AtomicInteger();
        as(ACME, () -> {
            assertThat(here.getOrLoad("k", key -> null)).isNull();
            assertThat(there.<RuntimeException>getOrLoad("k", key -> "load " + loads.incrementAndGet()))
                    .isNull();
            assertThat(loads).hasValue(0);
            try (CacheTrace trace = CacheTrace.start()) {
                assertThat(there.<RuntimeException>getOrLoad("k", key -> "load " + loads.incrementAndGet()))
                        .isNull();
                assertThat(trace.answeredBy()).contains(Tier.NEAR);
            }
        });
    }

    @Test
    void otherNode_whereItIsOff_loads() {
        TenantCache<String, String> here = cache(LONG);
        TenantCache<String, String> there = nodes.there().createCache("c", configured(Duration.ZERO));
        as(ACME, () -> {
            assertThat(here.getOrLoad("k", key -> null)).isNull();
            assertThat(there.<RuntimeException>getOrLoad("k", key -> "v")).isEqualTo("v");
            assertThat(there.get("k")).isEqualTo("v");
        });
    }
}
