package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

/**
 * The metrics of applications, as a server shows them.
 *
 * @param text in the format of Prometheus
 */
record Metrics(String text) {

    /** Those of all applications of that one's server. */
    static Metrics of(Node node) {
        var response = node.ofServer("/metrics?scope=application");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new Metrics(response.body());
    }

    /** The value of the series of that metric that has those tags, as the server writes them. */
    double value(String metric, String... tags) {
        return values(metric, tags).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError(metric + " is not among " + text));
    }

    /** The values of all such series: if the server has no tag for it, that is one for each application. */
    List<Double> values(String metric, String... tags) {
        return text.lines()
                .filter(line ->
                        line.startsWith(metric + "{") && Arrays.stream(tags).allMatch(line::contains))
                .map(line ->
                        Double.valueOf(line.substring(line.lastIndexOf('}') + 1).strip()))
                .toList();
    }
}
