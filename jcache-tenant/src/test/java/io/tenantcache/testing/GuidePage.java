package io.tenantcache.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A page of the documentation with parts that are written from the code, each between markers: {@code <!-- name: begin -->} and
 * {@code <!-- name: end -->}. With {@code -Ddocs.rewrite=true} the page is written anew.
 */
public final class GuidePage {

    private final Path file;

    private GuidePage(Path file) {
        this.file = file;
    }

    /** The page of that name in the folder of the documentation. */
    public static GuidePage of(String name) {
        return new GuidePage(
                Path.of(System.getProperty("basedir", ".")).resolve("../docs").resolve(name));
    }

    /** Checks that the part of that name has this content, or writes it. */
    public void assertPart(String part, String content) {
        try {
            String page = Files.readString(file);
            String upToDate = replaced(page, part, content);
            if (Boolean.getBoolean("docs.rewrite")) {
                Files.writeString(file, upToDate);
            } else {
                assertThat(page)
                        .as("%s; run this test with -Ddocs.rewrite=true to bring it up to date", file.getFileName())
                        .isEqualTo(upToDate);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String replaced(String page, String part, String content) {
        String begin = "<!-- " + part + ": begin -->\n";
        String end = "<!-- " + part + ": end -->";
        assertThat(page).contains(begin, end);
        int from = page.indexOf(begin) + begin.length();
        return page.substring(0, from) + content + page.substring(page.indexOf(end, from));
    }

    /** The head of a table with those columns. */
    public static String head(String... columns) {
        return row(columns) + "|" + "---|".repeat(columns.length) + "\n";
    }

    /** A row of a table. */
    public static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** As code. */
    public static String code(String text) {
        return "`" + text + "`";
    }
}
