package io.tenantcache.cdi.metrics;

import io.tenantcache.CacheFailure;
import io.tenantcache.CacheStatistics;
import io.tenantcache.EvictionCause;
import io.tenantcache.InvalidationOrigin;
import io.tenantcache.InvalidationReach;
import io.tenantcache.Latencies;
import io.tenantcache.LimitStatistics;
import io.tenantcache.RegionStatistics;
import io.tenantcache.RemoteHealth;
import io.tenantcache.RemoteStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricUnits;

/** All metrics that there are. {@code docs/metrics.md} tells of each. */
final class Figures {

    /** What only grows is a gauge too: MicroProfile Metrics has no counter that is read rather than told. Its name ends so. */
    private static final String GROWS = ".total";

    private static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99);

    /** Of each cache; of each tenant in it, where tenants are told apart. */
    static final List<Figure<RegionStatistics>> OF_REGIONS = ofRegions();

    /** Of each cache. */
    static final List<Figure<CacheStatistics>> OF_CACHES = ofCaches();

    /** Of each rate limit under which there was a call. */
    static final List<Figure<LimitStatistics>> OF_LIMITS = ofLimits();

    /** Of the application, if it has Redis. */
    static final List<Figure<RemoteStatistics>> OF_REMOTE = ofRemote();

    private Figures() {}

    private static List<Figure<RegionStatistics>> ofRegions() {
        List<Figure<RegionStatistics>> figures = new ArrayList<>();
        Metadata gets = count("gets", "Look-ups, by what had the value");
        figures.add(Figure.of(gets, RegionStatistics::nearHits, "result", "hit", "tier", "near"));
        figures.add(Figure.of(gets, RegionStatistics::remoteHits, "result", "hit", "tier", "remote"));
        figures.add(Figure.of(gets, RegionStatistics::misses, "result", "miss", "tier", "none"));
        figures.add(Figure.of(
                count("stale", "Values served though expired, or though possibly outdated"),
                RegionStatistics::staleServed));
        figures.add(Figure.of(count("puts", "Values stored by callers"), RegionStatistics::puts));
        figures.add(Figure.of(count("removals", "Entries removed by callers one by one"), RegionStatistics::removals));
        Metadata loads = count("loads", "Calls of the source");
        figures.add(Figure.of(loads, region -> region.loads().count() - region.loadFailures(), "result", "success"));
        figures.add(Figure.of(loads, RegionStatistics::loadFailures, "result", "failure"));
        figures.add(Figure.of(
                seconds("loads.time", "Time spent in calls of the source, all together; it only grows"),
                region -> seconds(region.loads().total())));
        addQuantiles(
                figures,
                seconds("loads.duration", "How long calls of the source took in the last minutes"),
                RegionStatistics::loads);
        Metadata invalidations = count("invalidations", "Invalidations that reached the cache on this node");
        for (InvalidationReach reach : InvalidationReach.values()) {
            for (InvalidationOrigin origin : InvalidationOrigin.values()) {
                figures.add(Figure.of(
                        invalidations,
                        region -> region.invalidations(reach, origin),
                        "scope",
                        lower(reach),
                        "origin",
                        lower(origin)));
            }
        }
        return figures;
    }

    private static List<Figure<CacheStatistics>> ofCaches() {
        List<Figure<CacheStatistics>> figures = new ArrayList<>();
        Metadata failures = count("failures", "What failed without failing a caller");
        for (CacheFailure failure : CacheFailure.values()) {
            figures.add(Figure.of(failures, cache -> cache.failures(failure), "kind", lower(failure)));
        }
        Metadata evictions = count("evictions", "Entries that left memory of themselves");
        for (EvictionCause cause : EvictionCause.values()) {
            figures.add(Figure.of(evictions, cache -> cache.evictions(cause), "cause", lower(cause)));
        }
        figures.add(Figure.of(
                metadata("near.entries", MetricUnits.NONE, "Entries in memory"), CacheStatistics::nearEntries));
        figures.add(Figure.of(
                metadata("near.size", MetricUnits.BYTES, "What the entries in memory take, as estimated"),
                CacheStatistics::nearBytes));
        addRemote(figures, "read", CacheStatistics::remoteReads);
        addRemote(figures, "write", CacheStatistics::remoteWrites);
        return figures;
    }

    private static void addRemote(
            List<Figure<CacheStatistics>> figures, String operation, Function<CacheStatistics, Latencies> latencies) {
        figures.add(Figure.of(
                count("remote.operations", "Reads and writes that Redis answered"),
                cache -> latencies.apply(cache).count(),
                "operation",
                operation));
        figures.add(Figure.of(
                seconds("remote.time", "Time spent waiting for answers of Redis, all together; it only grows"),
                cache -> seconds(latencies.apply(cache).total()),
                "operation",
                operation));
        addQuantiles(
                figures,
                seconds("remote.duration", "How long Redis took to answer in the last minutes"),
                latencies,
                "operation",
                operation);
    }

    private static List<Figure<LimitStatistics>> ofLimits() {
        List<Figure<LimitStatistics>> figures = new ArrayList<>();
        figures.add(Figure.of(
                count("ratelimit.admitted", "Calls under the limit that were admitted"), LimitStatistics::admitted));
        Metadata denied =
                count("ratelimit.denied", "Calls that the limit refused, and whether somebody had to be asked");
        figures.add(Figure.of(denied, limit -> limit.denied() - limit.deniedFromMemory(), "from", "counters"));
        figures.add(Figure.of(denied, LimitStatistics::deniedFromMemory, "from", "memory"));
        Metadata away = count("ratelimit.away", "Calls decided without Redis, and how the limit has it then");
        figures.add(Figure.of(away, LimitStatistics::decidedAlone, "decision", "local"));
        figures.add(Figure.of(away, LimitStatistics::allowedUncounted, "decision", "allow"));
        figures.add(Figure.of(away, LimitStatistics::deniedUncounted, "decision", "deny"));
        return figures;
    }

    private static List<Figure<RemoteStatistics>> ofRemote() {
        List<Figure<RemoteStatistics>> figures = new ArrayList<>();
        Metadata breaker = metadata("breaker.state", MetricUnits.NONE, "1 for the state that the breaker is in");
        for (RemoteHealth.State state : RemoteHealth.State.values()) {
            figures.add(Figure.of(breaker, remote -> remote.health().state() == state ? 1 : 0, "state", lower(state)));
        }
        figures.add(Figure.of(
                count("breaker.openings", "How often the breaker opened"), RemoteStatistics::breakerOpenings));
        figures.add(Figure.of(
                count("remote.failures", "Operations of Redis that failed, of all caches and of none"),
                RemoteStatistics::failures));
        figures.add(Figure.of(
                metadata("journal.depth", MetricUnits.NONE, "Changes that Redis has yet to be told"),
                remote -> remote.health().journalled()));
        figures.add(Figure.of(
                metadata("near.trusted", MetricUnits.NONE, "1 while this node hears what the others change"),
                remote -> remote.isNearTrusted() ? 1 : 0));
        figures.add(Figure.of(
                seconds("coherence.lag", "How long ago this node had last heard all that the others had changed"),
                remote -> seconds(remote.coherenceLag())));
        addQuantiles(
                figures,
                seconds("coherence.propagation", "How long messages took through Redis in the last minutes"),
                RemoteStatistics::propagation);
        return figures;
    }

    /** The fastest, some percentiles, the slowest. */
    private static <T> void addQuantiles(
            List<Figure<T>> figures, Metadata metadata, Function<T, Latencies> latencies, String... tags) {
        figures.add(Figure.of(metadata, from -> seconds(latencies.apply(from).fastest()), with(tags, "0")));
        for (double quantile : QUANTILES) {
            figures.add(Figure.of(
                    metadata,
                    from -> seconds(latencies.apply(from).percentile(quantile)),
                    with(tags, Double.toString(quantile))));
        }
        figures.add(Figure.of(metadata, from -> seconds(latencies.apply(from).slowest()), with(tags, "1")));
    }

    private static String[] with(String[] tags, String quantile) {
        List<String> all = new ArrayList<>(List.of(tags));
        all.add("quantile");
        all.add(quantile);
        return all.toArray(String[]::new);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Number seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static Metadata count(String name, String description) {
        return metadata(name + GROWS, MetricUnits.NONE, description);
    }

    private static Metadata seconds(String name, String description) {
        return metadata(name, MetricUnits.SECONDS, description);
    }

    private static Metadata metadata(String name, String unit, String description) {
        return Metadata.builder()
                .withName("tenantcache." + name)
                .withUnit(unit)
                .withDescription(description)
                .build();
    }
}
