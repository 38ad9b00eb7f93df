package io.tenantcache.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the model of docs/model with small bounds, as its README tells a reader to, so that it cannot rot beside the code. */
class CoherenceModelTest {

    private static final Path MODEL = Path.of("..", "docs", "model", "CoherenceModel.java");

    @TempDir
    private Path folder;

    @Test
    void small_allPropertiesHold() throws Exception {
        assertThat(run(0, "SMALL")).contains("all properties hold");
    }

    @Test
    void fenceOff_counterexample() throws Exception {
        assertThat(run(1, "SMALL", "without=FENCE"))
                .contains("BROKEN: a value is live in Redis that was loaded before");
    }

    @Test
    void catchUpOff_counterexample() throws Exception {
        assertThat(run(1, "MESSAGES", "without=CATCH_UP")).contains("BROKEN: A serves from near what was outdated");
    }

    private String run(int expectedStatus, String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(MODEL.toString());
        command.addAll(List.of(arguments));
        Process model = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(model.waitFor(90, SECONDS)).as("the model ends in time").isTrue();
        } finally {
            model.destroyForcibly();
        }
        String text = Files.readString(output, UTF_8);
        assertThat(model.exitValue()).as(text).isEqualTo(expectedStatus);
        return text;
    }
}
