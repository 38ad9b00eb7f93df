package io.tenantcache.tier;

import io.tenantcache.CacheStatistics;
import io.tenantcache.LimitStatistics;
import io.tenantcache.ManagerStatistics;
import io.tenantcache.RemoteStatistics;
import io.tenantcache.StatisticsObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is counted for the caches and rate limits of one manager, and those who are told of it. Thread safe. */
public final class ManagerFigures implements ManagerStatistics {

    private static final Logger LOG = System.getLogger(ManagerFigures.class.getName());

    private final @Nullable RemoteStatistics remote;
    private final Map<String, CacheFigures> caches = new ConcurrentHashMap<>();
    private final List<LimitStatistics> limits = new CopyOnWriteArrayList<>();
    private final List<StatisticsObserver> observers = new CopyOnWriteArrayList<>();

    /** Of a manager without caches, with that remote tier if there is one. */
    public ManagerFigures(@Nullable RemoteStatistics remote) {
        this.remote = remote;
    }

    /** A cache was opened. */
    public void opened(CacheFigures cache) {
        cache.tellOfNewcomers((tenant, region) -> tell(observers, observer -> observer.tracked(cache, tenant, region)));
        caches.put(cache.cacheName(), cache);
        tell(observers, observer -> observer.opened(cache));
    }

    /** It was closed. */
    public void closed(String cacheName) {
        CacheFigures cache = caches.remove(cacheName);
        if (cache != null) {
            tell(observers, observer -> observer.closed(cache));
        }
    }

    /** A rate limit is counted from now on. */
    public void limited(LimitStatistics limit) {
        limits.add(limit);
        tell(observers, observer -> observer.limited(limit));
    }

    @Override
    public List<LimitStatistics> limits() {
        return List.copyOf(limits);
    }

    @Override
    public List<CacheStatistics> caches() {
        return List.copyOf(caches.values());
    }

    @Override
    public Optional<RemoteStatistics> remote() {
        return Optional.ofNullable(remote);
    }

    @Override
    public void observe(StatisticsObserver observer) {
        // Before it is told of what there is: who is told of twice does not matter, who is not told of does.
        observers.add(observer);
        List<StatisticsObserver> one = List.of(observer);
        limits.forEach(limit -> tell(one, told -> told.limited(limit)));
        caches.values().forEach(cache -> {
            tell(one, told -> told.opened(cache));
            cache.tenants().forEach((tenant, region) -> tell(one, told -> told.tracked(cache, tenant, region)));
        });
    }

    private static void tell(List<StatisticsObserver> observers, Consumer<StatisticsObserver> event) {
        for (StatisticsObserver observer : observers) {
            try {
                event.accept(observer);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "An observer of the statistics failed: " + e.getClass().getName());
            }
        }
    }
}
