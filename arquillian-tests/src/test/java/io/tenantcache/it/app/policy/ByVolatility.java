package io.tenantcache.it.app.policy;

import io.tenantcache.EntryOptions;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.cdi.ResultPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Gives a price that changes often a shorter life. A bean, since it has what only a bean can have. */
@ApplicationScoped
public class ByVolatility implements ResultPolicy<String> {

    @Inject
    TenantCacheManager manager;

    @Override
    public EntryOptions optionsOf(String price) {
        if (manager.isClosed()) {
            throw new IllegalStateException("Nothing was injected that works");
        }
        return price.startsWith("volatile")
                ? EntryOptions.none().withTimeToLive(Duration.ofSeconds(60))
                : EntryOptions.none();
    }
}
