package io.tenantcache.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks in rounds, in each of which every one of them has one fork: where the machine is busy otherwise, now more and now less,
 * that falls on all of them alike. Takes JMH's arguments, of which {@code -f} is the number of rounds. Prints the median of the rounds, and
 * that of the ratios within a round.
 */
public final class InterleavedForks {

    private static final int ROUNDS = 3;

    private InterleavedForks() {}

    /** Runs them. */
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        Options one = new OptionsBuilder().parent(given).forks(1).build();
        Map<String, List<Double>> scores = new TreeMap<>();
        int rounds = given.getForkCount().orElse(ROUNDS);
        for (int round = 0; round < rounds; round++) {
            for (RunResult result : new Runner(one).run()) {
                scores.computeIfAbsent(nameOf(result), absent -> new ArrayList<>())
                        .add(result.getPrimaryResult().getScore());
            }
        }
        print(scores, System.out);
    }

    /** Its class and its method. */
    private static String nameOf(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }

    private static void print(Map<String, List<Double>> scores, PrintStream out) {
        out.println();
        scores.forEach((name, own) -> {
            out.printf("%-40s %,14.1f of %s%n", name, median(own), own);
            scores.forEach((other, others) -> {
                if (!other.startsWith(name.substring(0, name.indexOf('.') + 1))) {
                    return;
                }
                List<Double> ratios = new ArrayList<>();
                for (int i = 0; i < own.size(); i++) {
                    ratios.add(own.get(i) / others.get(i));
                }
                out.printf("    %8.3f x %s%n", median(ratios), other);
            });
        });
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
