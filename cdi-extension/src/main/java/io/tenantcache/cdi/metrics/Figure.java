package io.tenantcache.cdi.metrics;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.Tag;

/**
 * One series of a metric: what it is called, and how it is read.
 *
 * @param metadata of the metric
 * @param tags what tells it from the metric's other series of the same cache and tenant
 * @param value reads it; called at each scrape
 */
record Figure<T>(Metadata metadata, List<Tag> tags, Function<T, Number> value) {

    static <T> Figure<T> of(Metadata metadata, Function<T, Number> value, String... tags) {
        Tag[] all = new Tag[tags.length / 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Tag(tags[2 * i], tags[2 * i + 1]);
        }
        return new Figure<>(metadata, List.of(all), value);
    }
}
