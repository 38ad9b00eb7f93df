package io.tenantcache.config;

import static io.tenantcache.config.ProblemKind.MALFORMED;
import static io.tenantcache.config.ProblemKind.OUT_OF_RANGE;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The format of parts of a whole: whole per cents. */
final class Percentages {

    private static final Pattern PERCENTAGE = Pattern.compile("([0-9]{1,9})\\s*%");

    private Percentages() {}

    /** From the one to the other, both included. */
    static Format<Integer> between(int least, int most) {
        return new Format<>("whole per cents from `" + least + "%` to `" + most + "%`", Percentages::parse, percent -> {
            if (percent < least || percent > most) {
                throw new RejectedValueException(
                        OUT_OF_RANGE,
                        percent + "% is out of range.",
                        "Choose per cents from " + least + "% to " + most + "%.");
            }
        });
    }

    private static Integer parse(String given) {
        Matcher percentage = PERCENTAGE.matcher(given.strip());
        if (!percentage.matches()) {
            throw new RejectedValueException(
                    MALFORMED,
                    Printable.quoted(given.strip()) + " is not a percentage.",
                    "Write digits and a per cent sign, such as 50%.");
        }
        return Integer.valueOf(percentage.group(1));
    }
}
