package io.tenantcache.config;

import static io.tenantcache.config.ProblemKind.LIBRARY_ABSENT;
import static io.tenantcache.config.ProblemKind.MALFORMED;
import static io.tenantcache.config.ProblemKind.OUT_OF_RANGE;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The formats of the settings that are neither a duration nor a size nor an address. */
final class Formats {

    /** A class, {@code package.*}, {@code package.**}, {@code prefix*} or {@code *}, as in {@code jdk.serialFilter}. */
    private static final Pattern CLASS_PATTERN =
            Pattern.compile("!?(\\*|\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
                    + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*(\\.\\*{1,2}|\\*)?)");

    /** No bound. */
    private static final String UNLIMITED = "unlimited";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");

    private Formats() {}

    /** Whole numbers between the two, both included. */
    static Format<Long> count(long least, long most) {
        return new Format<>("a whole number from " + least + " to " + most, Formats::parseNumber, number -> {
            if (number < least || number > most) {
                throw new RejectedValueException(
                        OUT_OF_RANGE,
                        number + " is out of range.",
                        "Choose a number from " + least + " to " + most + ".");
            }
        });
    }

    private static Long parseNumber(String text) {
        String number = text.strip();
        if (!WHOLE_NUMBER.matcher(number).matches()) {
            throw new RejectedValueException(
                    MALFORMED,
                    Printable.quoted(number) + " is not a whole number.",
                    "Write digits only, such as 1000.");
        }
        return Long.valueOf(number);
    }

    /** A format that also knows the word for no bound at all. */
    static <T> Format<T> orUnlimited(Format<T> bounded, T unlimited) {
        return orWord(UNLIMITED, bounded, unlimited);
    }

    /** That format, or {@code off} for that value. */
    static <T> Format<T> orOff(Format<T> bounded, T off) {
        return orWord("off", bounded, off);
    }

    private static <T> Format<T> orWord(String word, Format<T> bounded, T meant) {
        return new Format<>(
                bounded.values() + ", or `" + word + "`",
                text -> text.strip().equalsIgnoreCase(word) ? meant : parse(text, bounded, word),
                value -> {
                    if (!value.equals(meant)) {
                        check(value, bounded, word);
                    }
                });
    }

    private static <T> T parse(String text, Format<T> bounded, String word) {
        try {
            return bounded.parse(text);
        } catch (RejectedValueException rejected) {
            throw rejected.orWord(word);
        }
    }

    private static <T> void check(T value, Format<T> bounded, String word) {
        try {
            bounded.check(value);
        } catch (RejectedValueException rejected) {
            throw rejected.orWord(word);
        }
    }

    /** True or false, and nothing else: what is misspelled must not switch a protection off. */
    static Format<Boolean> flag() {
        return new Format<>(
                "`true` or `false`",
                text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default ->
                        throw new RejectedValueException(
                                MALFORMED,
                                Printable.quoted(text.strip()) + " is neither true nor false.",
                                "Write true or false.");
                },
                flag -> {});
    }

    /** Any text, without the white space around it. */
    static Format<String> text() {
        return new Format<>("text", String::strip, text -> {});
    }

    /** What may stand before the keys of Redis: a brace would take the hash tag's place, and with it the tenant's. */
    static Format<String> prefix() {
        return new Format<>("text without `{` and `}`", String::strip, prefix -> {
            if (prefix.contains("{") || prefix.contains("}")) {
                throw new RejectedValueException(
                        OUT_OF_RANGE,
                        "It holds a brace, which Redis Cluster would take for the mark of a tenant.",
                        "Choose a prefix without { and }.");
            }
        });
    }

    /** Any text that holds more than white space. */
    static Format<String> name() {
        return new Format<>("text", String::strip, name -> {
            if (name.isBlank()) {
                throw new RejectedValueException(OUT_OF_RANGE, "It is blank.", "Give it at least one character.");
            }
        });
    }

    /** Any text, character by character. */
    static Format<String> secret() {
        return new Format<>("text, never printed", text -> text, text -> {});
    }

    /** The same, not to be guessed. */
    static Format<String> secret(int shortest) {
        return new Format<>("text of at least " + shortest + " characters, never printed", text -> text, text -> {
            if (text.length() < shortest) {
                throw new RejectedValueException(
                        OUT_OF_RANGE,
                        "It is so short that it could be found by trying.",
                        "Give it at least " + shortest + " characters, at random.");
            }
        });
    }

    static Format<SubjectForm> subjectForm() {
        return new Format<>(
                "`digest`, `keyed` or `plain`",
                text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "digest" -> SubjectForm.DIGEST;
                    case "keyed" -> SubjectForm.KEYED;
                    case "plain" -> SubjectForm.PLAIN;
                    default ->
                        throw new RejectedValueException(
                                MALFORMED,
                                Printable.quoted(text.strip()) + " is no form of subjects.",
                                "Write digest, keyed or plain.");
                },
                form -> {});
    }

    static Format<Tenancy> tenancy() {
        return new Format<>(
                "`shared` or `per-tenant`",
                text -> switch (text.strip().toLowerCase(Locale.ROOT).replace('_', '-')) {
                    case "shared" -> Tenancy.SHARED;
                    case "per-tenant" -> Tenancy.PER_TENANT;
                    default ->
                        throw new RejectedValueException(
                                MALFORMED,
                                Printable.quoted(text.strip()) + " is neither of the two tenancies.",
                                "Write shared or per-tenant.");
                },
                tenancy -> {});
    }

    static Format<RedisMode> redisMode() {
        return new Format<>(
                "`single`, `sentinel` or `cluster`",
                text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "single" -> RedisMode.SINGLE;
                    case "sentinel" -> RedisMode.SENTINEL;
                    case "cluster" -> RedisMode.CLUSTER;
                    default ->
                        throw new RejectedValueException(
                                MALFORMED,
                                Printable.quoted(text.strip()) + " is no mode of Redis.",
                                "Write single, sentinel or cluster.");
                },
                mode -> {});
    }

    /** One whose library is there. */
    static Format<Codec> codec() {
        return new Format<>("`kryo`, `java` or `json`", Formats::parseCodec, codec -> {
            if (!codec.isPresent()) {
                throw new RejectedValueException(
                        LIBRARY_ABSENT,
                        "JSON is written and read by a library that is not on the class path.",
                        "Add tools.jackson.core:jackson-core to the application, or choose kryo or java.");
            }
        });
    }

    private static Codec parseCodec(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "kryo" -> Codec.KRYO;
            case "java" -> Codec.JAVA;
            case "json" -> Codec.JSON;
            default ->
                throw new RejectedValueException(
                        MALFORMED, Printable.quoted(text.strip()) + " is no codec.", "Write kryo, java or json.");
        };
    }

    /** A file that can be read; text alone is tested for that, since a path set in code may be made later. */
    static Format<Path> file() {
        return new Format<>("the path of a file", Formats::parseFile, path -> {});
    }

    /** A file that may be made later. */
    static Format<Path> place() {
        return new Format<>("the path of a file", Formats::parsePlace, path -> {});
    }

    private static Path parsePlace(String text) {
        try {
            Path path = Path.of(text.strip());
            if (path.getFileName() != null && !Files.isDirectory(path)) {
                return path;
            }
        } catch (InvalidPathException malformed) {
            // The answer is the same.
        }
        throw new RejectedValueException(
                MALFORMED,
                Printable.quoted(text.strip()) + " is not the path of a file.",
                "Give the path of a file in a folder that is there, absolute or relative to the process's working directory.");
    }

    private static Path parseFile(String text) {
        try {
            Path path = Path.of(text.strip());
            if (Files.isRegularFile(path) && Files.isReadable(path)) {
                return path;
            }
        } catch (InvalidPathException malformed) {
            // No such file can exist: the answer is the same.
        }
        throw new RejectedValueException(
                MALFORMED,
                Printable.quoted(text.strip()) + " is not a file that can be read.",
                "Give the path of a readable file, absolute or relative to the process's working directory.");
    }

    /** The names of caches. */
    static Format<List<String>> names() {
        return new Format<>("names, separated by `,`", text -> split(text, ","), names -> {
            if (names.stream().anyMatch(String::isBlank)) {
                throw new RejectedValueException(
                        OUT_OF_RANGE, "It holds a blank name.", "Give each cache by its name.");
            }
        });
    }

    /** Patterns of classes. */
    static Format<List<String>> patterns() {
        return new Format<>(
                "patterns as in `jdk.serialFilter`, separated by `;` or `,`",
                text -> split(text, "[;,]"),
                patterns -> patterns.forEach(Formats::checkPattern));
    }

    private static void checkPattern(String pattern) {
        if (!CLASS_PATTERN.matcher(pattern).matches()) {
            throw new RejectedValueException(
                    MALFORMED,
                    Printable.quoted(pattern) + " is not a pattern of classes.",
                    "Write a class (com.acme.Order), a package (com.acme.*), a package with those under it"
                            + " (com.acme.**), the start of names (com.acme.Or*), or one of these after ! to refuse it.");
        }
    }

    private static List<String> split(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
    }
}
