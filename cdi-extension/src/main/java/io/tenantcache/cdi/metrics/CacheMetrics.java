package io.tenantcache.cdi.metrics;

import io.tenantcache.CacheStatistics;
import io.tenantcache.LimitStatistics;
import io.tenantcache.ManagerStatistics;
import io.tenantcache.RegionStatistics;
import io.tenantcache.StatisticsObserver;
import io.tenantcache.Tenant;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.Metric;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * The metrics of one application, in its registry: of each cache from when it is opened until it is closed or the application ends, and of
 * each rate limit from its first call.
 * Each is read from the cache's own counters when it is asked for. Thread safe.
 */
public final class CacheMetrics implements StatisticsObserver {

    private static final Logger LOG = System.getLogger(CacheMetrics.class.getName());
    private static final String CACHE = "cache";
    private static final String TENANT = "tenant";
    private static final String LIMIT = "limit";
    private static final String OTHER = "other";

    private final MetricRegistry registry;
    private final Detail detail;
    private final Map<MetricID, Gauge<?>> registered = new ConcurrentHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();

    /** How far series are told apart. */
    public enum Detail {
        /** By cache. */
        CACHES,
        /** By cache and tenant; of those that are not tracked, all together. */
        TENANTS
    }

    private CacheMetrics(MetricRegistry registry, Detail detail) {
        this.registry = registry;
        this.detail = detail;
    }

    /** Registers the metrics of those statistics. */
    public static CacheMetrics of(ManagerStatistics statistics, MetricRegistry registry, Detail detail) {
        CacheMetrics metrics = new CacheMetrics(registry, detail);
        try {
            statistics.remote().ifPresent(remote -> metrics.register(Figures.OF_REMOTE, remote, List.of()));
        } catch (RuntimeException e) {
            metrics.end();
            throw e;
        }
        statistics.observe(metrics);
        return metrics;
    }

    @Override
    public void opened(CacheStatistics cache) {
        Tag name = new Tag(CACHE, cache.cacheName());
        register(Figures.OF_CACHES, cache, List.of(name));
        if (detail == Detail.CACHES) {
            register(Figures.OF_REGIONS, cache, List.of(name));
        } else {
            register(Figures.OF_REGIONS, cache.otherTenants(), List.of(name, new Tag(TENANT, OTHER)));
        }
    }

    @Override
    public void tracked(CacheStatistics cache, Tenant tenant, RegionStatistics region) {
        register(Figures.OF_REGIONS, region, List.of(new Tag(CACHE, cache.cacheName()), new Tag(TENANT, tenant.id())));
    }

    @Override
    public void limited(LimitStatistics limit) {
        register(Figures.OF_LIMITS, limit, List.of(new Tag(LIMIT, limit.name())));
    }

    @Override
    public void closed(CacheStatistics cache) {
        remove(id -> cache.cacheName().equals(id.getTags().get(CACHE)));
    }

    /** Takes all of them away. */
    public void end() {
        remove(id -> true);
    }

    private <T> void register(List<? extends Figure<? super T>> figures, T source, List<Tag> of) {
        for (Figure<? super T> figure : figures) {
            Metadata metadata = figure.metadata();
            List<Tag> all = new ArrayList<>(of);
            all.addAll(figure.tags());
            Tag[] tags = all.toArray(Tag[]::new);
            MetricID id = new MetricID(metadata.getName(), tags);
            // One registry for several applications, which may start at once, answers with what another one has under
            // that id, and goes on to show it.
            synchronized (registry) {
                if (registry.getGauge(id) == null) {
                    registered.put(
                            id, registry.gauge(metadata, () -> figure.value().apply(source), tags));
                } else if (!registered.containsKey(id)) {
                    tellOfAnother(metadata.getName());
                }
            }
        }
    }

    /** Once: where a series is another application's, most are. */
    private void tellOfAnother(String metric) {
        if (told.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Series of this application are not shown, of {0} and maybe of more: another application of the server has"
                            + " such. Set mp.metrics.appName in the MicroProfile Config of each application",
                    metric);
        }
    }

    private void remove(Predicate<MetricID> which) {
        Set<Metric> left = Collections.newSetFromMap(new IdentityHashMap<>());
        registered.forEach((id, gauge) -> {
            if (which.test(id) && registered.remove(id, gauge) && !registry.remove(id)) {
                left.add(gauge);
            }
        });
        // Where the server adds the application's name to the tags, it knows them by other ids.
        if (!left.isEmpty()) {
            registry.removeMatching((id, metric) -> left.contains(metric));
        }
    }
}
