package io.tenantcache.jcache;

import static io.tenantcache.testing.SeenPoint.seeing;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Invalidation;
import io.tenantcache.ReadPoint;
import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryOnlyReadPointTest extends ReadPointContract {

    @Override
    TenantCacheConfig config() {
        return TenantCacheConfig.builder().tenancy(Tenancy.PER_TENANT).build();
    }

    @Test
    void changeOfAnotherCache_isNone() {
        load("other", "v");
        ReadPoint before = TenantCachingProvider.readPoint();
        manager().invalidate(Invalidation.ofCaches(List.of("d")));
        assertThat(seeing(before, () -> load("k", "v"))).isEqualTo("v");
        assertThat(cached("k")).isEqualTo("v");
    }

    /** Of whom nothing was held so far, so that nothing is known. */
    @Test
    void tenantThatIsNew_isStored() {
        load("other", "v");
        ReadPoint before = TenantCachingProvider.readPoint();
        TenantContext.run(Tenant.of("new"), () -> {
            assertThat(seeing(before, () -> load("k", "v"))).isEqualTo("v");
            assertThat(cached("k")).isEqualTo("v");
        });
    }
}
