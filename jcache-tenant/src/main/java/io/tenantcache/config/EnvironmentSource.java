package io.tenantcache.config;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Environment variables, found as MicroProfile Config finds them. */
final class EnvironmentSource implements SettingSource {

    private final Map<String, String> variables;

    EnvironmentSource(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    @Override
    public String name() {
        return "environment variables";
    }

    @Override
    public Set<String> names() {
        return variables.keySet();
    }

    @Override
    public @Nullable String get(String key) {
        String variable = variableOf(key);
        return variable == null ? null : variables.get(variable);
    }

    @Override
    public String nameOf(String key) {
        String variable = variableOf(key);
        return variable == null ? name() : "environment variable " + variable;
    }

    @Override
    public Ownership ownershipOf(String key) {
        return Ownership.PROCESS;
    }

    private @Nullable String variableOf(String key) {
        return Stream.of(key, VariableName.withUnderscores(key), VariableName.of(key))
                .filter(variables::containsKey)
                .findFirst()
                .orElse(null);
    }
}
