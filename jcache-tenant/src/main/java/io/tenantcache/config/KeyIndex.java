package io.tenantcache.config;

import io.tenantcache.config.Setting.Reach;
import io.tenantcache.config.SettingSource.Ownership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which caches the keys of the sources name, and which keys are no settings. */
final class KeyIndex {

    /** A key that is no setting. */
    record UnknownKey(Problem problem, Ownership ownership) {}

    private static final String VARIABLE_NAMESPACE = VariableName.of(Setting.NAMESPACE);

    private final Set<String> caches = new TreeSet<>();
    private final Set<String> cacheVariables = new TreeSet<>();
    private final Set<String> cascadeVariables = new TreeSet<>();
    private final List<UnknownKey> unknown = new ArrayList<>();

    private final Map<Setting<?>, Set<String>> names = new LinkedHashMap<>();
    private final Set<String> keys;
    private final Set<String> keyVariables;
    private final List<KeyTemplate> cacheTemplates;
    private final NearestKey nearest;

    KeyIndex(List<SettingSource> sources, Collection<Setting<?>> settings) {
        keys = settings.stream()
                .filter(setting -> setting.reach() != Reach.EACH)
                .map(Setting::key)
                .collect(Collectors.toCollection(TreeSet::new));
        keyVariables = keys.stream().map(VariableName::of).collect(Collectors.toSet());
        // The longest suffix wins, so that a name may hold what looks like a shorter one.
        cacheTemplates = settings.stream()
                .filter(Setting::isOfCaches)
                .map(Setting::template)
                .sorted(Comparator.comparingInt(template -> -template.suffix().length()))
                .toList();
        settings.stream()
                .filter(setting -> setting.reach() == Reach.EACH && !setting.isOfCaches())
                .forEach(setting -> names.put(setting, new TreeSet<>()));
        // Of one segment and any name: whatever is misspelled would be near to a preset.
        Stream<KeyTemplate> named = names.keySet().stream()
                .filter(setting -> !setting.equals(Settings.PRESET))
                .map(Setting::template);
        nearest = new NearestKey(
                keys, Stream.concat(cacheTemplates.stream(), named).toList());
        sources.forEach(source -> new TreeSet<>(source.names()).forEach(name -> index(source, name)));
    }

    /** The names of the caches with a setting of their own. */
    Set<String> caches() {
        return caches;
    }

    /** The names for which that setting is given; without those in variables, which do not spell them out. */
    Set<String> names(Setting<?> setting) {
        return names.getOrDefault(setting, Set.of());
    }

    /** The caches with a setting of their own in a variable, as it spells them. */
    Set<String> cacheVariables() {
        return cacheVariables;
    }

    /** The caches with a cascade in a variable, as it spells them. */
    Set<String> cascadeVariables() {
        return cascadeVariables;
    }

    /** The keys that are no settings, in the order of their sources. */
    List<UnknownKey> unknown() {
        return unknown;
    }

    private void index(SettingSource source, String name) {
        boolean known = true;
        if (name.startsWith(Setting.NAMESPACE)) {
            known = indexKey(name) || isEchoOfVariable(source, name);
        } else if (name.startsWith(VARIABLE_NAMESPACE)) {
            known = indexVariable(name);
        }
        if (!known) {
            Problem problem = new Problem(
                    ProblemKind.UNKNOWN.id(),
                    name,
                    source.nameOf(name),
                    "There is no such setting.",
                    "The nearest one is " + Printable.of(nearest.to(name)) + ".");
            unknown.add(new UnknownKey(problem, source.ownershipOf(name)));
        }
    }

    private boolean indexKey(String key) {
        if (keys.contains(key)) {
            return true;
        }
        Optional<String> cache = cacheTemplates.stream()
                .flatMap(template -> template.nameIn(key).stream())
                .findFirst();
        cache.ifPresent(caches::add);
        boolean named = false;
        for (Map.Entry<Setting<?>, Set<String>> setting : names.entrySet()) {
            Optional<String> name = setting.getKey().template().nameIn(key);
            name.ifPresent(setting.getValue()::add);
            named |= name.isPresent();
        }
        return cache.isPresent() || named;
    }

    private boolean indexVariable(String variable) {
        if (keyVariables.contains(variable)) {
            return true;
        }
        Optional<String> cache = cacheTemplates.stream()
                .flatMap(template -> template.nameInVariable(variable).stream())
                .findFirst();
        cache.ifPresent(cacheVariables::add);
        Optional<String> cascade = Settings.CASCADE.template().nameInVariable(variable);
        cascade.ifPresent(cascadeVariables::add);
        boolean named = names.keySet().stream()
                .anyMatch(setting -> setting.template().nameInVariable(variable).isPresent());
        return cache.isPresent() || named;
    }

    /** Some implementations of MicroProfile Config list a variable a second time, in the form of a key they guess. */
    private static boolean isEchoOfVariable(SettingSource source, String key) {
        return source.names().contains(VariableName.of(key));
    }
}
