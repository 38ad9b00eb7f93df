package io.tenantcache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The problems that an action is expected to end with. */
final class ConfigProblems {

    private ConfigProblems() {}

    static List<Problem> problemsOf(ThrowingCallable action) {
        InvalidConfigurationException invalid = catchThrowableOfType(InvalidConfigurationException.class, action);
        assertThat(invalid).as("an invalid configuration").isNotNull();
        return invalid.problems();
    }

    static List<String> idsAndKeys(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.id() + " " + problem.key())
                .toList();
    }
}
