package io.tenantcache.it.app.policy;

import io.tenantcache.cdi.CachePolicy;
import io.tenantcache.it.app.Inbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheResult;

/** A method for each policy. A price tells of the call of the market, and of what another cache has for the tenant of the load. */
@ApplicationScoped
@CacheDefaults(cacheKeyGenerator = NameKeys.class)
public class Prices {

    @Inject
    Market market;

    @Inject
    Inbox inbox;

    private String ask(String name) throws InterruptedException {
        int call = market.ask(name);
        return name + " call " + call + " " + inbox.stats();
    }

    @CacheResult(cacheName = "prices-preset")
    @CachePolicy(ttl = "medium")
    public String ofPreset(String name) throws InterruptedException {
        return ask(name);
    }

    @CacheResult(cacheName = "prices-own-preset")
    @CachePolicy(ttl = "lunch-break")
    public String ofOwnPreset(String name) throws InterruptedException {
        return ask(name);
    }

    @CacheResult(cacheName = "prices-stale-if-error")
    @CachePolicy(ttl = "300ms", staleIfError = "1h")
    public String staleIfError(String name) throws InterruptedException {
        return ask(name);
    }

    @CacheResult(cacheName = "prices-revalidated")
    @CachePolicy(ttl = "300ms", staleWhileRevalidate = "1h")
    public String revalidated(String name) throws InterruptedException {
        return ask(name);
    }

    @CacheResult(cacheName = "prices-refreshed")
    @CachePolicy(ttl = "60s", refreshAhead = "1%")
    public String refreshed(String name) throws InterruptedException {
        return ask(name);
    }

    @CacheResult(cacheName = "prices-deadline")
    @CachePolicy(loadDeadline = "500ms")
    public String withDeadline(String name) throws InterruptedException {
        return ask(name);
    }

    @CacheResult(cacheName = "prices-soft-deadline")
    @CachePolicy(ttl = "300ms", staleIfError = "1h", softDeadline = "100ms")
    public String withSoftDeadline(String name) throws InterruptedException {
        return ask(name);
    }

    @CacheResult(cacheName = "prices-by-result")
    @CachePolicy(ttl = "1h", result = ByVolatility.class)
    public String byResult(String name) throws InterruptedException {
        return ask(name);
    }
}
