package io.tenantcache.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which settings of Redis need or exclude which. */
final class RedisCombinations {

    private RedisCombinations() {}

    /**
     * What is wrong with the settings beside each other.
     *
     * @param isSet whether a setting is given, be its value valid or not
     * @param address null if it is not given or not valid
     * @param sourceOf what a message calls the source of a setting
     */
    static List<Problem> problems(
            Predicate<Setting<?>> isSet, @Nullable URI address, Function<Setting<?>, String> sourceOf) {
        List<Problem> problems = new ArrayList<>();
        if (isSet.test(Settings.ADDRESS) && isSet.test(Settings.CONFIG_FILE)) {
            problems.add(new Problem(
                    ProblemKind.EXCLUSIVE.id(),
                    Settings.CONFIG_FILE.key(),
                    sourceOf.apply(Settings.CONFIG_FILE),
                    Settings.ADDRESS + " is set too (" + Printable.of(sourceOf.apply(Settings.ADDRESS)) + ").",
                    "Keep one of the two: the file names the addresses itself."));
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
        if (isSet.test(Settings.TRUST_STORE) && address != null && !Addresses.isEncrypted(address)) {
            problems.add(incomplete(
                    Settings.TRUST_STORE,
                    sourceOf,
                    "The connection is not encrypted.",
                    "Begin " + Settings.ADDRESS + " with rediss://, or remove the trust store."));
        }
        return problems;
    }

    private static Problem incomplete(
            Setting<?> setting, Function<Setting<?>, String> sourceOf, String explanation, String remedy) {
        return new Problem(ProblemKind.INCOMPLETE.id(), setting.key(), sourceOf.apply(setting), explanation, remedy);
    }
}
