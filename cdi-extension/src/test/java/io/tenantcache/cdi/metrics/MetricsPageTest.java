package io.tenantcache.cdi.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.Tag;
import org.junit.jupiter.api.Test;

/** Holds the tables of {@code docs/metrics.md} to the code. With {@code -Ddocs.rewrite=true} the page is written anew. */
class MetricsPageTest {

    private static final Path PAGE = Path.of("../docs/metrics.md");

    @Test
    void page_isUpToDate() throws IOException {
        String page = Files.readString(PAGE);
        String upToDate = replaced(page, "regions", table(Figures.OF_REGIONS, "cache"));
        upToDate = replaced(upToDate, "caches", table(Figures.OF_CACHES, "cache"));
        upToDate = replaced(upToDate, "limits", table(Figures.OF_LIMITS, "limit"));
        upToDate = replaced(upToDate, "remote", table(Figures.OF_REMOTE));
        if (Boolean.getBoolean("docs.rewrite")) {
            Files.writeString(PAGE, upToDate);
        } else {
            assertThat(page)
                    .as("docs/metrics.md; run this test with -Ddocs.rewrite=true to bring it up to date")
                    .isEqualTo(upToDate);
        }
    }

    @Test
    void settings_seriesOfATenant() throws IOException {
        assertThat(Files.readString(Path.of("../docs/configuration.md")))
                .contains(Figures.OF_REGIONS.size() + " series to each cache");
    }

    @Test
    void tags_ofAMetricAreTheSame() {
        List<Figure<?>> all = new ArrayList<>(Figures.OF_REGIONS);
        all.addAll(Figures.OF_CACHES);
        all.addAll(Figures.OF_LIMITS);
        all.addAll(Figures.OF_REMOTE);
        Map<String, Set<List<String>>> names = new LinkedHashMap<>();
        all.forEach(figure -> names.computeIfAbsent(figure.metadata().getName(), name -> new LinkedHashSet<>())
                .add(figure.tags().stream().map(Tag::getTagName).toList()));
        assertThat(names.values()).allSatisfy(tags -> assertThat(tags).hasSize(1));
    }

    @Test
    void queries_nameWhatThereIs() throws IOException {
        List<String> names = Stream.of(Figures.OF_REGIONS, Figures.OF_CACHES, Figures.OF_LIMITS, Figures.OF_REMOTE)
                .flatMap(List::stream)
                .map(figure -> figure.metadata().getName().replace('.', '_'))
                .toList();
        List<String> named = Pattern.compile("tenantcache_\\w+")
                .matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(named).isNotEmpty().isSubsetOf(names);
    }

    private static <T> String table(List<Figure<T>> figures, String... common) {
        Map<Metadata, Map<String, Set<String>>> metrics = new LinkedHashMap<>();
        for (Figure<T> figure : figures) {
            Map<String, Set<String>> tags =
                    metrics.computeIfAbsent(figure.metadata(), metadata -> new LinkedHashMap<>());
            figure.tags()
                    .forEach(tag -> tags.computeIfAbsent(tag.getTagName(), name -> new LinkedHashSet<>())
                            .add(tag.getTagValue()));
        }
        StringBuilder table = new StringBuilder("| metric | tags | unit | what |\n| --- | --- | --- | --- |\n");
        metrics.forEach((metadata, tags) -> {
            List<String> cells = new ArrayList<>();
            for (String name : common) {
                cells.add("`" + name + "`");
            }
            tags.forEach((name, values) -> cells.add("`" + name + "`: " + String.join(", ", values)));
            table.append("| `")
                    .append(metadata.getName())
                    .append("` | ")
                    .append(cells.stream().collect(Collectors.joining("; ")))
                    .append(" | ")
                    .append(metadata.getUnit().equals("none") ? "" : metadata.getUnit())
                    .append(" | ")
                    .append(metadata.description().orElseThrow())
                    .append(" |\n");
        });
        return table.toString();
    }

    private static String replaced(String page, String part, String content) {
        String begin = "<!-- " + part + ": begin -->\n";
        String end = "<!-- " + part + ": end -->";
        assertThat(page).contains(begin, end);
        int from = page.indexOf(begin) + begin.length();
        return page.substring(0, from) + content + page.substring(page.indexOf(end, from));
    }
}
