package io.tenantcache.config;

import java.util.List;
import java.util.stream.Collectors;
import javax.cache.CacheException;

/** The configuration cannot be used. The message lists all that is wrong with it, a line for each problem. */
public class InvalidConfigurationException extends CacheException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of a serializable record, which its type does not tell
    private final List<Problem> problems;

    /**
     * An exception that lists the problems.
     *
     * @throws IllegalArgumentException if there are none
     */
    public InvalidConfigurationException(List<Problem> problems) {
        super(describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, at least one, in the order of the message. */
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("A configuration without a problem is valid");
        }
        return problems.stream()
                .map(problem -> System.lineSeparator() + "  " + problem)
                .collect(Collectors.joining(
                        "", "The configuration of TenantCache has " + counted(problems.size()) + ":", ""));
    }

    private static String counted(int problems) {
        return problems == 1 ? "a problem" : problems + " problems";
    }
}
