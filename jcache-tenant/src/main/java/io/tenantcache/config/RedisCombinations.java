package io.tenantcache.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Which settings of Redis need or exclude which. */
final class RedisCombinations {

    private RedisCombinations() {}

    /** What a configuration file of Redisson's tells itself. */
    private static final List<Setting<?>> IN_THE_FILE = List.of(
            Settings.ADDRESS,
            Settings.MODE,
            Settings.MASTER_NAME,
            Settings.USERNAME,
            Settings.PASSWORD,
            Settings.TRUST_STORE,
            Settings.TRUST_STORE_PASSWORD);

    /**
     * What is wrong with the settings beside each other.
     *
     * @param isSet whether a setting is given, be its value valid or not
     * @param redis the valid ones
     * @param sourceOf what a message calls the source of a setting
     */
    static List<Problem> problems(
            Predicate<Setting<?>> isSet, RedisConfig redis, Function<Setting<?>, String> sourceOf) {
        List<Problem> problems = new ArrayList<>();
        if (isSet.test(Settings.CONFIG_FILE)) {
            IN_THE_FILE.stream()
                    .filter(isSet)
                    .map(setting -> inTheFile(setting, sourceOf))
                    .forEach(problems::add);
        } else {
            addTopology(problems, isSet, redis, sourceOf);
        }
        if (isSet.test(Settings.USERNAME) && !isSet.test(Settings.PASSWORD)) {
            problems.add(incomplete(
                    Settings.USERNAME,
                    sourceOf,
                    "A user without a password cannot sign in.",
                    "Set " + Settings.PASSWORD + " too."));
        }
        if (isSet.test(Settings.TRUST_STORE_PASSWORD) && !isSet.test(Settings.TRUST_STORE)) {
            problems.add(incomplete(
                    Settings.TRUST_STORE_PASSWORD,
                    sourceOf,
                    "There is no trust store for it.",
                    "Set " + Settings.TRUST_STORE + " too."));
        }
        if (isSet.test(Settings.TRUST_STORE)
                && !redis.addresses().isEmpty()
                && !Addresses.isEncrypted(redis.addresses().get(0))) {
            problems.add(incomplete(
                    Settings.TRUST_STORE,
                    sourceOf,
                    "The connection is not encrypted.",
                    "Begin " + Settings.ADDRESS + " with rediss://, or remove the trust store."));
        }
        boolean keyed = redis.limitSubjects().form() == SubjectForm.KEYED;
        if (keyed && !isSet.test(Settings.LIMIT_SECRET)) {
            problems.add(incomplete(
                    Settings.LIMIT_SUBJECTS,
                    sourceOf,
                    "There is no secret to key them with.",
                    "Set " + Settings.LIMIT_SECRET + " too, the same on all nodes."));
        }
        if (!keyed && isSet.test(Settings.LIMIT_SECRET)) {
            problems.add(incomplete(
                    Settings.LIMIT_SECRET,
                    sourceOf,
                    "Nothing is keyed with it.",
                    "Set " + Settings.LIMIT_SUBJECTS + " to keyed, or remove the secret."));
        }
        return problems;
    }

    private static void addTopology(
            List<Problem> problems,
            Predicate<Setting<?>> isSet,
            RedisConfig redis,
            Function<Setting<?>, String> sourceOf) {
        if (redis.mode() == RedisMode.SINGLE && redis.addresses().size() > 1) {
            problems.add(incomplete(
                    Settings.ADDRESS,
                    sourceOf,
                    "There are several addresses, and one server has one.",
                    "Set " + Settings.MODE + " to sentinel or cluster, or keep one address."));
        }
        if (redis.mode() == RedisMode.SENTINEL && !isSet.test(Settings.MASTER_NAME)) {
            problems.add(incomplete(
                    Settings.MODE,
                    sourceOf,
                    "Sentinels watch several masters, and none is named.",
                    "Set " + Settings.MASTER_NAME + " too."));
        }
        if (redis.mode() != RedisMode.SENTINEL && isSet.test(Settings.MASTER_NAME)) {
            problems.add(incomplete(
                    Settings.MASTER_NAME,
                    sourceOf,
                    "Only Sentinels know a master by name.",
                    "Set " + Settings.MODE + " to sentinel, or remove the name."));
        }
        if (isSet.test(Settings.MODE) && !isSet.test(Settings.ADDRESS)) {
            problems.add(
                    incomplete(Settings.MODE, sourceOf, "No address is set.", "Set " + Settings.ADDRESS + " too."));
        }
    }

    private static Problem inTheFile(Setting<?> setting, Function<Setting<?>, String> sourceOf) {
        return new Problem(
                ProblemKind.EXCLUSIVE.id(),
                setting.key(),
                sourceOf.apply(setting),
                Settings.CONFIG_FILE + " is set too (" + Printable.of(sourceOf.apply(Settings.CONFIG_FILE)) + ").",
                "Keep one of the two: the file tells it itself.");
    }

    private static Problem incomplete(
            Setting<?> setting, Function<Setting<?>, String> sourceOf, String explanation, String remedy) {
        return new Problem(ProblemKind.INCOMPLETE.id(), setting.key(), sourceOf.apply(setting), explanation, remedy);
    }
}
