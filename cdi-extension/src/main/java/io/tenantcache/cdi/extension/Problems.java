package io.tenantcache.cdi.extension;

import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.ArrayList;
import java.util.List;

/** All that is wrong with a deployment, to be reported in one list. */
final class Problems {

    private final List<String> lines = new ArrayList<>();

    /**
     * Adds a violation.
     *
     * @param rule what is violated
     * @param where the method, class or setting
     * @param what the fault, a phrase
     */
    void add(DeploymentRule rule, Object where, String what) {
        addLine(rule.message(where, what));
    }

    /** Adds a problem that is already described. */
    void addLine(String line) {
        if (!lines.contains(line)) {
            lines.add(line);
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Stops the deployment, if there is a problem. */
    void reportTo(AfterDeploymentValidation event) {
        if (!isEmpty()) {
            event.addDeploymentProblem(new DeploymentException(describe()));
        }
    }

    private String describe() {
        StringBuilder text = new StringBuilder("TenantCache refuses this deployment, for ")
                .append(lines.size() == 1 ? "one reason:" : lines.size() + " reasons:");
        for (int i = 0; i < lines.size(); i++) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(i + 1)
                    .append(". ")
                    .append(lines.get(i));
        }
        return text.toString();
    }
}
